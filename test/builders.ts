import type { Rejection } from '../src/event/event.ts';
import type { Json, JsonObject } from '../src/event/json.ts';
import type { Explanation } from '../src/explain/explanation.ts';
import type { Finding } from '../src/finding/finding.ts';
import type { RuleOutcome, Summary } from '../src/finding/summary.ts';
import { type HuntOptions, hunt, type Input } from '../src/hunt.ts';
import { parseRules } from '../src/rule/link.ts';
import type { Lists, RuleSet } from '../src/rule/rule.ts';
import { aRecord } from './event/builders.ts';

/** What a hunt came to, sorted by kind. */
export interface Hunted {
  readonly findings: readonly Finding[];
  readonly rejections: readonly Rejection[];
  readonly explanation: Explanation | undefined;
  readonly summary: Summary;
  /** The outcome of the first rule that reports. */
  readonly rule: RuleOutcome;
}

/** Hunts to the end. */
export async function hunted(
  input: Iterable<Input> | AsyncIterable<Input>,
  rules: RuleSet,
  options: HuntOptions = {},
): Promise<Hunted> {
  const findings: Finding[] = [];
  const rejections: Rejection[] = [];
  let summary: Summary | undefined;
  let explanation: Explanation | undefined;
  for await (const outcome of hunt(input, rules, options)) {
    if (summary) throw new Error(`there is a ${outcome.kind} after the summary`);
    if (outcome.kind === 'finding') findings.push(outcome);
    else if (outcome.kind === 'rejection') rejections.push(outcome);
    else if (outcome.kind === 'explanation') explanation = outcome;
    else if (outcome.kind === 'summary') summary = outcome;
  }
  if (!summary) throw new Error('there is no summary');
  return { findings, rejections, explanation, summary, rule: summary.rules[0] as RuleOutcome };
}

/** Rules from documents as JSON, which is YAML; a title and a log source are added. */
export function someRules(documents: readonly JsonObject[], lists?: Lists): RuleSet {
  const whole = documents.map((document, index) => ({
    title: String(document['name'] ?? `rule ${index}`),
    name: `rule-${index}`,
    logsource: { product: 'okta', service: 'okta' },
    ...document,
  }));
  const text = whole.map((document) => JSON.stringify(document)).join('\n---\n');
  return parseRules(text, 'rules', lists);
}

/** One rule that holds for events of type `a`. */
export function aRuleSet(over: JsonObject = {}): RuleSet {
  return someRules([{ detection: { a: { eventType: 'a' }, condition: 'a' }, ...over }]);
}

const midnight = Date.UTC(2024, 0, 1);

/** The time so many hours after midnight of 1 January 2024, as the log writes it. */
export function clock(hours: number): string {
  return new Date(midnight + hours * 3_600_000).toISOString();
}

/** A record of type `a`, so many hours after {@link clock}'s midnight. */
export function at(hours: number, over: { readonly [key: string]: Json } = {}): JsonObject {
  return aRecord({ eventType: 'a', published: clock(hours), ...over });
}

/** {@link at}, done by a user of that id. */
export function by(
  id: Json,
  hours: number,
  over: { readonly [key: string]: Json } = {},
): JsonObject {
  const actor = { id, type: 'User', alternateId: `${id}@example.com`, displayName: `User ${id}` };
  return at(hours, { actor, ...over });
}
