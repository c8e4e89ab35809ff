import { createHash } from 'node:crypto';
import type { Case } from '../../finding/case/case.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import { isAtLeast, worse } from '../../rule/level.ts';

/** The cases of a watch: their lasting ids, and what was told of them. */
export interface ReportedCases {
  /**
   * The same cases under the ids that their findings were told with before. A case is known by its findings,
   * of which the earliest may have left the live window.
   */
  readonly identify: (cases: readonly Case[]) => readonly Case[];
  /**
   * What to tell now: a case that joins several findings, for the first time unchanged; then one that has
   * become more severe than ever told, or has gained an entity, as an update. Undefined if there is no news.
   */
  readonly newsOf: (one: Case) => Case | undefined;
  /** Notes a case, and that it was told if it was. */
  readonly add: (one: Case, isTold: boolean) => void;
  /** As stored in the manifest. */
  readonly entries: () => Follow['cases'];
}

/** Cases remembered; those with the oldest last sign go first. */
const mostCases = 5_000;
/** Entities and findings remembered per case. */
const mostKept = 200;

type Entry = Follow['cases'][string];

/** Starts from the entries of a manifest. */
export function createReportedCases(stored: Follow['cases']): ReportedCases {
  const entries = new Map(Object.entries(stored));
  const ids = new Map<string, string>();
  const know = (id: string, { findings }: Entry): void => {
    for (const digits of findings) if (!ids.has(digits)) ids.set(digits, id);
  };
  for (const [id, entry] of entries) know(id, entry);
  return {
    identify: (cases) => {
      const taken = new Set<string>();
      return cases.map((one) => {
        const known = one.findings.flatMap((fingerprint) => ids.get(digitsOf(fingerprint)) ?? []);
        const own = one.findings.map((fingerprint) => `okc_${digitsOf(fingerprint)}`);
        const id = [...known, one.id, ...own].find((name) => !taken.has(name)) ?? one.id;
        taken.add(id);
        return { ...one, id };
      });
    },
    newsOf: (one) => {
      const entry = entries.get(one.id);
      if (!entry?.told) return one.findings.length > 1 ? one : undefined;
      const known = new Set(entry.entities);
      const named = known.size < mostKept ? entitiesOf(one) : [];
      const newEntities = named.filter((name) => !known.has(keyOf(name)));
      if (isAtLeast(entry.severity, one.severity) && newEntities.length === 0) return undefined;
      return { ...one, update: { severityBefore: entry.severity, newEntities } };
    },
    add: (one, isTold) => {
      const before = entries.get(one.id);
      const entry = entryOf(one, before, isTold);
      entries.set(one.id, entry);
      know(one.id, entry);
    },
    entries: () => {
      const sorted = [...entries].sort(([, a], [, b]) => (a.last < b.last ? -1 : 1));
      return Object.fromEntries(sorted.slice(-mostCases));
    },
  };
}

function entryOf(one: Case, before: Entry | undefined, isTold: boolean): Entry {
  const names = isTold ? entitiesOf(one).map(keyOf) : [];
  return {
    last: [before?.last ?? '', one.when.lastSign].sort().at(-1) as string,
    told: isTold || before?.told === true,
    severity: before?.told ? worse(before.severity, one.severity) : one.severity,
    entities: [...new Set([...(before?.entities ?? []), ...names])].slice(0, mostKept),
    findings: [...new Set([...(before?.findings ?? []), ...one.findings.map(digitsOf)])].slice(
      0,
      mostKept,
    ),
  };
}

/** What a case is about, by the names in the log: hostile text. Addresses that many share are left out. */
function entitiesOf({ entities }: Case): readonly string[] {
  const { actors, sessions, devices, addresses, planted } = entities;
  const names = [
    ...actors.map(({ login, id }) => login ?? id),
    ...planted.map(({ name, id }) => name ?? id),
    ...addresses.filter(({ shared }) => !shared).map(({ ip }) => ip),
    ...sessions,
    ...devices,
  ];
  return [...new Set(names.filter((name) => name !== null))];
}

/** The digits that a finding's id, and perhaps its case's, is made of. */
function digitsOf(fingerprint: string): string {
  return fingerprint.slice(5, 17);
}

/** Short, however long the name is in the log. */
function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}
