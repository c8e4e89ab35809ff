import type { CompiledRuleSet } from '../../src/detection/compiled-rule.ts';
import type { JsonObject } from '../../src/event/json.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { hunt } from '../../src/hunt.ts';
import { isAtLeast, type Level } from '../../src/rule/level.ts';
import { type Provenance, provenanceOf } from './cause.ts';

/** A finding, and where the event that decided it came from. */
export interface Alarm {
  readonly rule: string;
  readonly level: Level;
  /** When the last thing happened that it took. */
  readonly at: number;
  readonly provenance: Provenance;
  readonly finding: Finding;
}

/** What rules find in a log of the simulator, and how many records it had. Throws if one is no event. */
export async function alarmsIn(
  log: Iterable<JsonObject>,
  rules: CompiledRuleSet,
): Promise<{ readonly alarms: readonly Alarm[]; readonly records: number }> {
  const alarms: Alarm[] = [];
  let records = 0;
  for await (const outcome of hunt(
    counted(log, () => records++),
    rules,
  )) {
    if (outcome.kind === 'rejection') throw new Error(outcome.message);
    if (outcome.kind === 'finding') alarms.push(alarmOf(outcome));
  }
  return { alarms, records };
}

function* counted(log: Iterable<JsonObject>, count: () => void): Generator<JsonObject> {
  for (const record of log) {
    count();
    yield record;
  }
}

function alarmOf(finding: Finding): Alarm {
  const { decisive, events } = finding.evidence;
  const decided = events.find(({ uuid }) => uuid === decisive);
  const moments = finding.why.flatMap(({ window }) => window?.decided ?? []);
  const times = [decided?.published ?? finding.when.lastEvent, ...moments].map((time) =>
    Date.parse(time),
  );
  return {
    rule: finding.rule.name,
    level: finding.severity,
    at: Math.max(...times),
    provenance: provenanceOf(decisive),
    finding,
  };
}

/** The events of a finding that came from a story, by its number. */
export function evidenceOf(
  alarm: Alarm,
  kind: 'attack' | 'twin',
  story: number,
): readonly string[] {
  return alarm.finding.evidence.events
    .map(({ uuid }) => uuid)
    .filter((uuid) => {
      const from = provenanceOf(uuid);
      return from.kind === kind && from.story === story;
    });
}

export const isWorseThanLow = ({ level }: Alarm): boolean => isAtLeast(level, 'medium');

/** How often each text occurs, the most frequent first, then in order of the alphabet. */
export function tallied(
  texts: Iterable<string>,
): readonly (readonly [text: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

/** The cause of an alarm in words. */
export function causeName({ provenance }: Alarm): string {
  return provenance.kind === 'benign' ? provenance.cause : provenance.kind;
}
