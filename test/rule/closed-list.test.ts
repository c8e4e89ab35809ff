import { describe, test } from 'vitest';
import { correlation, detecting, expectRefusal, good, window } from './builders.ts';

const levels = 'There are informational, low, medium, high, critical';

describe('a word of none of the closed lists is refused, with what was meant and all there is:', () => {
  test.each<readonly [name: string, text: string, ...parts: string[]]>([
    [
      'a type of correlation',
      correlation({ type: 'ordered_temporal' }),
      'there is no type "ordered_temporal"; did you mean "temporal_ordered"?',
      'There are event_count, value_count, value_sum, value_avg, value_median, value_percentile, temporal, temporal_ordered',
    ],
    [
      'a type that is a part of one',
      correlation({ type: 'percentile' }),
      'did you mean "value_percentile"?',
    ],
    [
      'a type like none',
      correlation({ type: 'near' }),
      'there is no type "near"; there are event_count',
    ],
    [
      'a key of a correlation',
      correlation({ by_group: '[actor.id]' }),
      'a correlation has no "by_group"; did you mean "group-by"? There are type, rules, group-by',
    ],
    [
      'a bound',
      correlation({ condition: '{gtee: 3}' }),
      'a condition has no "gtee"; did you mean "gte"? There are gt, gte, lt, lte, eq, neq, field, percentile',
    ],
    [
      'a modifier',
      detecting('{eventType|startsWith: a}'),
      'unknown modifier "startsWith"; did you mean "startswith"? There are contains,',
    ],
    [
      'a modifier in two words',
      detecting('{eventType|starts_with: a}'),
      'did you mean "startswith"?',
    ],
    [
      'a quantifier',
      detecting('{"target[every].id": a}'),
      'unknown quantifier "[every]"; there are any, all, all_or_empty, none and numbers',
    ],
    [
      'a quantifier whose parts are turned',
      detecting('{"target[empty_or_all].id": a}'),
      'did you mean "all_or_empty"? There are any, all, all_or_empty, none and numbers',
    ],
    [
      'a key of a window',
      window('befor: 1h'),
      'a window has no "befor"; did you mean "before"? There are rules, events, list, group-by',
    ],
    [
      'a function',
      window('before: 1h').replace('count: true', 'percentil: [f, 90]'),
      'there is no function "percentil"; did you mean "percentile"? There are count, distinct',
    ],
    [
      'what buckets are measured by',
      window('before: 1h, every: 1m').replace('count: true', 'zscore: {summ: f}'),
      'zscore cannot compare "summ"; did you mean "sum"? There are count, distinct, sum',
    ],
    ['a level', `level: hihg\n${good}`, `did you mean "high"? ${levels}`],
    ['a level like none', `level: worst\n${good}`, 'there are informational'],
    [
      'a level to raise to',
      `raise: [{level: meduim, condition: sel}]\n${good}`,
      `did you mean "medium"? ${levels}`,
    ],
    [
      'an action',
      `action: rest\n---\n${good}`,
      'did you mean "reset"? There are global, reset, repeat',
    ],
    [
      'a key of a rule',
      `false_positives: [x]\n${good}`,
      'a rule has no "false_positives"; did you mean "falsepositives"? There are title, name, id',
    ],
    [
      'a key of a log source',
      good.replace('product:', 'prodcut:'),
      'a logsource has no "prodcut"; did you mean "product"? There are category, product, service',
    ],
    [
      'a word between selections',
      detecting('{eventType: a}', 'sel adn sel'),
      'did you mean "and"? There are and, or',
    ],
  ])('%s', (_name, text, ...parts) => {
    expectRefusal(text, undefined, ...parts);
  });

  test.each([
    ['10min', 'did you mean "10m"? The units are s, m, h, d and w'],
    ['90 secs', 'did you mean "90s"?'],
    ['2 hours', 'did you mean "2h"?'],
    ['2hrs', 'did you mean "2h"?'],
    ['7dyas', 'did you mean "7d"?'],
    ['1 week', 'did you mean "1w"?'],
    ['10 m', 'did you mean "10m"?'],
    ['500ms', 'the shortest is one second'],
    ['2 months', 'months have no fixed length; write days'],
    ['1year', 'years have no fixed length; write days'],
    ['10x', 'not "10x"; the units are s, m, h, d and w'],
    ['soon', 'not "soon"; the units are s, m, h, d and w'],
    ['60', 'the unit is missing'],
  ])('the unit of the time span %s: %s', (length, wanted) => {
    expectRefusal(correlation({ timespan: length }), 5, wanted);
    expectRefusal(window(`before: ${length}`), 2, wanted);
  });
});
