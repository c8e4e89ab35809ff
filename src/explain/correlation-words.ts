import type { Episode } from '../correlation/alert-index.ts';
import type { CorrelationRule } from '../correlation/correlation-runner.ts';
import { type Language, say } from '../language/language.ts';
import type { RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import { nounOfAll, sameOf, shownValues } from './field-words.ts';
import { listText } from './worded-list.ts';
import { digitsOf, numberWord, timeText } from './worded-number.ts';

/** Why an episode began, in plain words: `12 events of "failed sign in" by this account within ten minutes`. */
export function episodeWords(
  episode: Episode,
  { correlation }: CorrelationRule,
  values: readonly string[],
  language: Language,
): string {
  const { timespan, groupBy, aliases } = correlation;
  const extent = say(language, 'extent.before', { time: timeText(timespan, language) });
  const keys = groupBy.map((name) => [...(aliases.get(name)?.values() ?? [name])][0] as string);
  const same = sameOf(keys, language);
  const scope = same === '' ? extent : say(language, 'extent.join', { same, extent });
  const reason = say(language, 'reason.scoped', {
    reason: countedText(episode, correlation, language),
    scope,
  });
  const { condition } = correlation;
  const [field] = condition.kind === 'bounds' ? condition.field : [];
  const shown = field === undefined ? [] : shownValues(field, values, language);
  return shown.length === 0
    ? reason
    : say(language, 'reason.listed', { reason, values: listText(shown, language) });
}

function countedText(
  { value }: Episode,
  { type, rules, condition }: CorrelationRule['correlation'],
  language: Language,
): string {
  const n = value ?? 0;
  const number = numberWord(n, language);
  const names = rules.map(({ name }) => spoken(name));
  const events = names.reduce((first, last) => say(language, 'series.or', { first, last }));
  if (condition.kind === 'occurrence') {
    const wanted = [...wantedIn(condition.expression)].map(spoken);
    const told = listText(wanted, language);
    return type === 'temporal_ordered'
      ? say(language, 'correlation.row', { events: told })
      : say(language, 'correlation.condition', { events: told });
  }
  const noun = condition.field.length > 0 ? nounOfAll(condition.field, n, language) : '';
  switch (type) {
    case 'event_count':
      return say(language, 'correlation.count', { number, n, events });
    case 'value_count':
      return say(language, 'correlation.values', { number, noun, events });
    case 'temporal':
      return say(language, 'correlation.all', { number, all: rules.length, events });
    case 'temporal_ordered':
      return say(language, 'correlation.row', { events: listText(names.slice(0, n), language) });
    default: {
      const kind = type.slice('value_'.length);
      return say(language, 'correlation.number', { kind, noun, number: digitsOf(n) });
    }
  }
}

/** The rules that must occur, in order. */
function* wantedIn(expression: RuleExpression): Generator<string> {
  if (expression.kind === 'rule') yield expression.name;
  else if (expression.kind !== 'not') for (const part of expression.of) yield* wantedIn(part);
}

function spoken(name: string): string {
  return name.replaceAll(/[_-]+/g, ' ');
}
