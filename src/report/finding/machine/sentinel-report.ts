import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { levels } from '../../../rule/level.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { jsonList } from './json-list.ts';
import { endOf, type RunRecord } from './run-record.ts';

/** What a column can be (Azure Monitor, data collection rules: `streamDeclarations`). */
type ColumnType = 'string' | 'int' | 'long' | 'boolean' | 'datetime' | 'dynamic';

type Told = Finding | Case | RunRecord;

interface Column {
  readonly type: ColumnType;
  readonly describe: string;
  readonly finding?: (finding: Finding) => unknown;
  readonly case?: (one: Case) => unknown;
  readonly run?: (record: RunRecord) => unknown;
}

/**
 * The columns of the table. `TimeGenerated` is when it was found, since Azure puts the time of arrival in place of
 * anything older than two days; the times of the log have columns of their own.
 */
export const sentinelColumns: Readonly<Record<string, Column>> = {
  TimeGenerated: {
    type: 'datetime',
    describe: 'when it was found',
    finding: ({ foundBy, when }) => foundBy?.at ?? when.decisive,
    case: ({ foundBy, when }) => foundBy?.at ?? when.lastSign,
    run: ({ at, summary }) => at ?? summary?.coverage.last,
  },
  Kind: { type: 'string', describe: 'finding, case or run', ...all(({ kind }) => kind) },
  Title: {
    type: 'string',
    describe: 'one sentence',
    finding: ({ title }) => title,
    case: ({ title }) => title,
  },
  Severity: {
    type: 'string',
    describe: 'informational, low, medium, high or critical',
    finding: ({ severity }) => severity,
    case: ({ severity }) => severity,
  },
  SeverityNumber: {
    type: 'int',
    describe: 'the same from 0 to 4',
    finding: ({ severity }) => levels.indexOf(severity),
    case: ({ severity }) => levels.indexOf(severity),
  },
  Confidence: {
    type: 'string',
    describe: 'low, medium or high',
    finding: ({ confidence }) => confidence,
  },
  Score: {
    type: 'int',
    describe: 'severity and confidence, 1 to 99',
    finding: ({ score }) => score,
  },
  FindingId: { type: 'string', describe: 'id of the finding', finding: ({ id }) => id },
  Fingerprint: {
    type: 'string',
    describe: 'the same in every run that finds it again',
    finding: ({ fingerprint }) => fingerprint,
  },
  EvidenceDigest: {
    type: 'string',
    describe: 'another one with the same fingerprint: the finding has grown',
    finding: ({ evidenceDigest }) => evidenceDigest,
  },
  CaseId: {
    type: 'string',
    describe: 'id of the case',
    finding: (finding) => finding.case,
    case: ({ id }) => id,
  },
  RuleId: { type: 'string', describe: 'id of the rule', finding: ({ rule }) => rule.id },
  RuleName: { type: 'string', describe: 'name of the rule', finding: ({ rule }) => rule.name },
  FirstEventTime: {
    type: 'datetime',
    describe: 'of the first event, from the log',
    finding: ({ when }) => when.firstEvent,
    case: ({ when }) => when.firstSign,
  },
  DecisiveEventTime: {
    type: 'datetime',
    describe: 'of the event that made the condition true',
    finding: ({ when }) => when.decisive,
  },
  LastEventTime: {
    type: 'datetime',
    describe: 'of the last event, from the log',
    finding: ({ when }) => when.lastEvent,
    case: ({ when }) => when.lastSign,
  },
  ActorId: { type: 'string', describe: 'who acted, by id', finding: ({ actor }) => actor?.id },
  ActorLogin: { type: 'string', describe: 'by login', finding: ({ actor }) => actor?.login },
  ActorName: { type: 'string', describe: 'by name', finding: ({ actor }) => actor?.displayName },
  ActorType: {
    type: 'string',
    describe: 'what it is: User, PublicClientApp',
    finding: ({ actor }) => actor?.type,
  },
  Targets: {
    type: 'dynamic',
    describe: 'whom and what it was done to',
    finding: ({ targets }) => targets,
  },
  Sessions: {
    type: 'dynamic',
    describe: 'ids of sessions',
    finding: ({ sessions }) => sessions,
    case: ({ entities }) => entities.sessions,
  },
  Addresses: {
    type: 'dynamic',
    describe: 'addresses, with network and country',
    finding: ({ where }) => where,
    case: ({ entities }) => entities.addresses,
  },
  UserAgents: { type: 'dynamic', describe: 'user agents', finding: ({ userAgents }) => userAgents },
  Attack: { type: 'dynamic', describe: 'steps of MITRE ATT&CK', finding: ({ attack }) => attack },
  Reasons: {
    type: 'dynamic',
    describe: 'why, in sentences, the most telling first',
    finding: ({ reasons }) => reasons,
  },
  Why: { type: 'dynamic', describe: 'what was compared', finding: ({ why }) => why },
  EventCount: {
    type: 'long',
    describe: 'how many events',
    finding: ({ evidence }) => evidence.eventCount,
  },
  Evidence: {
    type: 'dynamic',
    describe: 'the most telling events',
    finding: ({ evidence }) => evidence.events,
    case: ({ findings }) => findings,
  },
  Response: {
    type: 'dynamic',
    describe: 'what to do',
    finding: ({ response }) => response,
    case: (one) => one.do,
  },
  Entities: {
    type: 'dynamic',
    describe: 'all that a case is about',
    case: ({ entities }) => entities,
  },
  Links: {
    type: 'dynamic',
    describe: "pages of the org's Admin Console",
    finding: ({ links }) => links,
  },
  IsComplete: {
    type: 'boolean',
    describe: 'of a run: whether everything was read and evaluated',
    run: ({ complete }) => complete,
  },
  Summary: {
    type: 'dynamic',
    describe: 'of a run: what was read, and what is missing',
    run: ({ summary }) => summary,
  },
  Org: { type: 'string', describe: 'host of the org', ...all((told) => foundByOf(told)?.org) },
  ToolVersion: {
    type: 'string',
    describe: 'version of oktahunt',
    ...all((told) => foundByOf(told)?.tool.version),
  },
  RulesDigest: {
    type: 'string',
    describe: 'of the rules in force',
    ...all((told) => foundByOf(told)?.tool.rulesDigest),
  },
};

/**
 * Rows of a custom table of Microsoft Sentinel, as one array for the Logs Ingestion API: findings, cases, and the end
 * of the run. What a row has no value for is left out, and arrives as null.
 */
export function createSentinelReporter(options: ReportOptions): Reporter {
  const list = jsonList();
  let [findings, cases] = [0, 0];
  return (outcome) => {
    if (outcome.kind === 'rejection') return [];
    if (outcome.kind === 'finding') findings++;
    if (outcome.kind === 'case') cases++;
    if (outcome.kind !== 'summary') return [list.add(rowOf(outcome))];
    return [list.add(rowOf(endOf(options, outcome, { findings, cases }))), list.end(), '\n'];
  };
}

/** The declaration of the stream in a data collection rule, for `oktahunt schema sentinel`. */
export function sentinelStream() {
  const columns = Object.entries(sentinelColumns).map(([name, { type }]) => ({ name, type }));
  return { streamDeclarations: { 'Custom-OktahuntFindings_CL': { columns } } };
}

function rowOf(told: Told): Readonly<Record<string, unknown>> {
  const cells = Object.entries(sentinelColumns).flatMap(([name, column]) => {
    const value = cellOf(told, column);
    return value === undefined || value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(cells);
}

function cellOf(told: Told, column: Column): unknown {
  if (told.kind === 'finding') return column.finding?.(told);
  return told.kind === 'case' ? column.case?.(told) : column.run?.(told);
}

function all(read: (told: Told) => unknown): Pick<Column, 'finding' | 'case' | 'run'> {
  return { finding: read, case: read, run: read };
}

function foundByOf(told: Told): Pick<RunRecord, 'org' | 'tool'> | undefined {
  return told.kind === 'run' ? told : told.foundBy;
}
