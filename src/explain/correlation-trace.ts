import type { Episode } from '../correlation/alert-index.ts';
import type { FoundPart, FoundParts } from '../correlation/correlation-match.ts';
import { type Truth, undecided } from '../detection/truth.ts';
import { isoTime } from '../event/time.ts';
import { tell, toldInEnglish } from '../language/message.ts';
import type { Bounded, Correlation } from '../rule/correlation/correlation.ts';
import { correlationTypes } from '../rule/correlation/correlation-type.ts';
import type { RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import { numberAsked } from './correlation-text.ts';
import { type TraceNode, traceNode, verdictNames } from './explanation.ts';
import { numberText } from './fact-text.ts';

/** Every part of a correlation's condition, with what the engine found of it at an event in a group. */
export function traceCorrelation(episode: Episode, correlation: Correlation): TraceNode {
  const { condition, type } = correlation;
  if (condition.kind === 'bounds') return numberNode(episode, condition, correlation);
  const parts = episode.parts as FoundParts;
  const { expression } = condition;
  if (type === 'temporal') return partNode(expression, parts);
  const steps = expression.kind === 'and' ? expression.of : [expression];
  const nodes = steps.map((step) => partNode(step, parts));
  const { began } = episode;
  const text = tell('explanation.inOrder');
  const found = began === undefined ? [] : [tell('explanation.begun', { time: isoTime(began) })];
  return {
    ...traceNode('row', toldInEnglish(text), verdictNames[episode.condition], nodes),
    found: found.map(toldInEnglish),
    told: { text, found },
  };
}

function numberNode(
  { value, isFinal, condition: truth }: Episode,
  condition: Bounded,
  { type, rules }: Correlation,
): TraceNode {
  const { about, counts } = correlationTypes[type];
  const more = counts
    ? tell('could.orMore', { least: numberText(value ?? 0) })
    : tell('could.anyNumber');
  // There are no more rules than the correlation has.
  const isMost = about === 'rules' && value === rules.length;
  return {
    ...traceNode('number', numberAsked(type, condition), verdictNames[truth]),
    found: value === undefined ? [] : [numberText(value)],
    could: isFinal || isMost ? null : toldInEnglish(more),
    told: { could: isFinal || isMost ? null : more },
  };
}

function partNode(part: RuleExpression, parts: FoundParts): TraceNode {
  const { truth, alerts } = parts.get(part) as FoundPart;
  if (part.kind === 'rule') return ruleNode(part.name, truth, alerts);
  const inner = part.kind === 'not' ? [part.of] : part.of;
  const nodes = inner.map((one) => partNode(one, parts));
  return traceNode(part.kind, '', verdictNames[truth], nodes);
}

function ruleNode(name: string, truth: Truth, alerts: number): TraceNode {
  const found = [tell('explanation.alerts', { count: alerts })];
  const could = truth === undecided ? tell('could.orMore', { least: String(alerts) }) : null;
  return {
    ...traceNode('rule', name, verdictNames[truth]),
    found: found.map(toldInEnglish),
    could: could && toldInEnglish(could),
    told: { found, could },
  };
}
