import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import type { PackOutcome, RuleOutcome } from '../finding/summary.ts';
import type { Need, Pack } from '../rule/pack.ts';
import { isPlaceholder } from '../window/dictionary.ts';

/** Notes what a log has of what packs need. */
export interface PackNeeds {
  see(event: Event): void;
  /** The places of the needs that no event had, among those of all packs. */
  open(): readonly number[];
  /** Notes what events had elsewhere: all needs of the same packs but those at some places. */
  join(open: readonly number[]): void;
  /** How each pack ended, from how its rules did. */
  outcomes(rules: readonly RuleOutcome[]): readonly PackOutcome[];
}

/** Starts with no events. What was seen once is not looked for again. */
export function createPackNeeds(packs: readonly Pack[], fieldOf: FieldOf): PackNeeds {
  const all = [...new Set(packs.flatMap(({ needs }) => needs))];
  const open = new Set(all);
  let waiting = all.map((need) => ({ need, has: createSight(need, fieldOf) }));
  return {
    see(event) {
      for (let at = waiting.length - 1; at >= 0; at--) {
        const { need, has } = waiting[at] as (typeof waiting)[number];
        if (!has(event)) continue;
        open.delete(need);
        waiting.splice(at, 1);
      }
    },
    open: () => all.flatMap((need, place) => (open.has(need) ? place : [])),
    join(others) {
      const unmet = new Set(others.map((place) => all[place]));
      for (const need of all) if (!unmet.has(need)) open.delete(need);
      waiting = waiting.filter(({ need }) => open.has(need));
    },
    outcomes: (rules) => packs.flatMap((pack) => outcomeOf(pack, rules, open) ?? []),
  };
}

/** Whether an event has what is needed: one of the types, and a value in one of the fields. */
function createSight({ events, fields }: Need, fieldOf: FieldOf): (event: Event) => boolean {
  const types = new Set(events.map((type) => type.toLowerCase()));
  const read = fields.map((path) => fieldOf(path).read);
  return ({ type, raw }) =>
    (types.size === 0 || types.has(type.toLowerCase())) &&
    (read.length === 0 || read.some((values) => values(raw).some(isValue)));
}

function isValue(value: Json): boolean {
  return value !== null && !(typeof value === 'string' && isPlaceholder(value));
}

function outcomeOf(
  { name, question, rules: names, needs }: Pack,
  rules: readonly RuleOutcome[],
  open: ReadonlySet<Need>,
): PackOutcome | undefined {
  const wanted = new Set(names);
  const own = rules.filter((rule) => wanted.has(rule.name));
  if (own.length === 0) return undefined;
  return {
    name,
    question,
    rules: own.length,
    findings: own.reduce((sum, { findings }) => sum + findings, 0),
    unfinished: own.filter(({ status }) => status !== 'evaluated').map((rule) => rule.name),
    missing: needs.filter((need) => open.has(need)),
  };
}
