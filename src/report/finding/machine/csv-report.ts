import type { Finding } from '../../../finding/finding.ts';
import { csvRow } from '../../text/csv-text.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { lineReporter } from './line-report.ts';

type Cell = string | number | null;

/** The columns; new ones come last, so that those of a reader stay where they are. */
const columns: Readonly<Record<string, (finding: Finding) => Cell>> = {
  time: ({ when }) => when.decisive,
  first_event: ({ when }) => when.firstEvent,
  last_event: ({ when }) => when.lastEvent,
  detected: ({ foundBy }) => foundBy?.at ?? null,
  severity: ({ severity }) => severity,
  confidence: ({ confidence }) => confidence,
  score: ({ score }) => score,
  id: ({ id }) => id,
  fingerprint: ({ fingerprint }) => fingerprint,
  case: (finding) => finding.case ?? null,
  rule: ({ rule }) => rule.name,
  title: ({ title }) => title,
  actor_id: ({ actor }) => actor?.id ?? null,
  actor_login: ({ actor }) => actor?.login ?? null,
  actor_name: ({ actor }) => actor?.displayName ?? null,
  targets: ({ targets }) =>
    list(targets.map(({ login, displayName, id }) => login ?? displayName ?? id)),
  sessions: ({ sessions }) => list(sessions),
  ips: ({ where }) => list(where.map(({ ip }) => ip)),
  countries: ({ where }) => list(where.map(({ countryCode, country }) => countryCode ?? country)),
  networks: ({ where }) => list(where.map(({ asn }) => (asn === null ? null : `AS${asn}`))),
  user_agents: ({ userAgents }) => list(userAgents.map(({ raw }) => raw)),
  events: ({ evidence }) => evidence.eventCount,
  decisive_event: ({ evidence }) => evidence.decisive,
  tactics: ({ attack }) => list(attack.map(({ tactic }) => tactic?.name ?? null)),
  techniques: ({ attack }) => list(attack.map(({ technique }) => technique?.id ?? null)),
  why: ({ reasons }) => list(reasons.map(({ text }) => text)),
  org: ({ foundBy }) => foundBy?.org ?? null,
  tool_version: ({ foundBy }) => foundBy?.tool.version ?? null,
  rules_digest: ({ foundBy }) => foundBy?.tool.rulesDigest ?? null,
  evidence_digest: ({ evidenceDigest }) => evidenceDigest,
  link: ({ links }) => links?.[0]?.url ?? null,
};

/** One line for each finding, below a line of names, for spreadsheets: RFC 4180, without formulas. */
export function createCsvReporter(options: ReportOptions): Reporter {
  const cells = Object.values(columns);
  return lineReporter(
    {
      head: () => csvRow(Object.keys(columns)),
      finding: (finding) => csvRow(cells.map((cell) => cell(finding))),
    },
    options,
  );
}

/** Each once, with semicolons between. */
function list(texts: readonly (string | null)[]): string {
  return [...new Set(texts)].filter((text) => text !== null).join('; ');
}
