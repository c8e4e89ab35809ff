import { compileExpectedValue } from '../detection/matcher.ts';
import { foldCase } from '../event/case-folding.ts';
import { patternText } from '../explain/rule-text.ts';
import { placeholdersOf } from '../explain/summary-text.ts';
import { type Message, tell } from '../language/message.ts';
import { describeFlaw, flawOfField } from '../rule/detection/field-flaw.ts';
import {
  type ExpectedValue,
  type FieldTest,
  literalText,
  otherFieldsOf,
} from '../rule/expression.ts';
import type { UnlinkedRule } from '../rule/rule.ts';
import { type Aliases, groupingsOf, type Window } from '../rule/window/window.ts';
import { ownEvents } from '../rule/window-rules.ts';
import type { SourcePlace } from '../rule/yaml/diagnostic.ts';
import { didYouMean } from '../rule/yaml/did-you-mean.ts';
import { fieldsOf } from '../window/aggregate/bound-aggregate.ts';

import { isFact, meantFact } from './fact-names.ts';
import {
  type Check,
  type LintSubject,
  once,
  type Remark,
  type RuleSubject,
  remark,
  testsIn,
} from './lint-context.ts';
import { isKnownPlaceholder } from './placeholders.ts';

/** Tests of fields that no event has. */
export const checkTestedFields: Check = (subject) =>
  once(
    testsIn(subject).flatMap((test) => {
      const own = test.kind === 'field' && !test.fact ? [test.path] : [];
      return [...own, ...otherFieldsOf(test)].flatMap((path) =>
        unknownField(path, test.place, subject),
      );
    }),
  );

/** Fields that no event has in keys, facts, fingerprints and summaries. */
export const checkNamedFields: Check<RuleSubject> = (subject) => {
  const { rule, placeOf, shape } = subject;
  const windowed = rule.windows.flatMap((window) =>
    [...windowKeys(window, subject), ...window.facts.flatMap(fieldsOf)].flatMap((path) =>
      wantedValue(path, window.place, subject),
    ),
  );
  const correlated = correlationFields(subject).flatMap((path) =>
    wantedValue(path, placeOf('correlation'), subject),
  );
  const identifying = rule.fingerprint.flatMap((path) => {
    if (!isFact(path, rule.windows)) return wantedValue(path, placeOf('fingerprint'), subject);
    const told = tell('remark.fingerprintFact', { path });
    return [remark(placeOf('fingerprint'), 'field', told)];
  });
  const filled = placeholdersOf(rule.summary)
    .filter((path) => !isKnownPlaceholder(path, subject))
    .map((path) => {
      const flaw = flawOfField(path, shape);
      if (flaw?.kind === 'map') {
        return remark(
          placeOf('summary'),
          'map',
          tell('remark.nameOneOfThem', { what: describeFlaw(path, flaw) }),
        );
      }
      const meant = flaw?.meant;
      const hint =
        meant === undefined ? '' : tell('hint.didYouMeanBraces', { example: `{${meant}}` });
      const told = tell('remark.summaryPlaceholder', {
        example: `{${path}}`,
        hint: meantFact(path, rule.windows) ?? hint,
      });
      return remark(placeOf('summary'), 'placeholder', told);
    });
  return once([...windowed, ...correlated, ...identifying, ...filled]);
};

/**
 * What the names of a window's key are as fields: in the events of each of its rules, and in the event
 * that is judged. An alert of a correlation has the names of its groups.
 */
function windowKeys(window: Window, { rule, find }: RuleSubject): readonly string[] {
  const others = window.rules.flatMap((name) => find(name) ?? []);
  const own = window.events
    ? groupingsOf(window).flatMap((names) =>
        names.map((name) => window.aliases.get(name)?.get(ownEvents) ?? name),
      )
    : [];
  return [...keysAmong(window, [rule, ...others]), ...own];
}

function correlationFields({ rule, find }: RuleSubject): readonly string[] {
  const { correlation } = rule;
  if (!correlation) return [];
  const { rules, condition } = correlation;
  const sources = rules.flatMap(({ name }) => find(name) ?? []);
  const counted = condition.kind === 'bounds' ? condition.field : [];
  return [...keysAmong(correlation, sources), ...counted];
}

function keysAmong(
  window: Pick<Window, 'groupBy' | 'groupByAny' | 'aliases'>,
  rules: readonly UnlinkedRule[],
): readonly string[] {
  return groupingsOf(window).flatMap((grouping) =>
    grouping.flatMap((name) => keyAmong(name, window.aliases, rules)),
  );
}

function keyAmong(
  name: string,
  aliases: Aliases,
  rules: readonly UnlinkedRule[],
): readonly string[] {
  const fields = aliases.get(name);
  return rules.flatMap((rule) => {
    const field = fields?.get(rule.name) ?? fields?.get(rule.id) ?? name;
    return rule.correlation?.groupBy.includes(field) ? [] : [field];
  });
}

function unknownField(
  path: string,
  place: SourcePlace,
  { shape, windows }: Pick<LintSubject, 'shape' | 'windows'>,
): Remark[] {
  const flaw = flawOfField(path, shape);
  if (flaw?.kind !== 'absent') return [];
  const meant = meantFact(path, windows);
  const message =
    meant === undefined ? describeFlaw(path, flaw) : tell('remark.noField', { path, hint: meant });
  return [remark(place, 'field', message)];
}

/** Fields whose value is needed, as a key, a number or a text, and that are maps. */
function wantedValue(
  path: string,
  place: SourcePlace,
  subject: Pick<LintSubject, 'shape' | 'windows'>,
): Remark[] {
  const flaw = flawOfField(path, subject.shape);
  if (flaw?.kind !== 'map') return unknownField(path, place, subject);
  return [remark(place, 'map', tell('remark.mapWithoutValue', { what: describeFlaw(path, flaw) }))];
}

/** Of one test no more unknown types than this are named: looking for what was meant takes its time. */
const fewTypes = 20;

/** Event types that Okta does not document, and patterns that fit none. */
export const checkEventTypes: Check = (subject) => {
  const { context } = subject;
  const documented = new Set(context.eventTypes.map(foldCase));
  const known = (value: ExpectedValue): boolean => {
    if (value.kind !== 'pattern' && value.kind !== 'regex') return true;
    const text = literalText(value);
    if (text !== undefined) return documented.has(foldCase(text));
    return context.eventTypes.some(compileExpectedValue(value, context.lists));
  };
  return once(
    testsIn(subject)
      .filter((test): test is FieldTest => test.kind === 'field' && test.path === 'eventType')
      .flatMap((test) => {
        const strange = test.values.filter((value) => !known(value));
        const unknown = strange
          .slice(0, fewTypes)
          .map((value) => unknownType(value, context.eventTypes, context.release));
        if (strange.length > fewTypes)
          unknown.push(tell('remark.moreUnknown', { count: strange.length - fewTypes }));
        return unknown.map((told) => remark(test.place, 'event-type', told));
      }),
  );
};

function unknownType(value: ExpectedValue, types: readonly string[], release: string): Message {
  const text = literalText(value);
  if (text === undefined) return tell('remark.fitsNoType', { value: wildText(value), release });
  return tell('remark.noType', { value: text, release, hint: didYouMean(text, types) });
}

/** A pattern as one would write it, or a regular expression between slashes. */
export function wildText(value: ExpectedValue): string {
  if (value.kind === 'regex') return `/${value.source}/${value.flags}`;
  return value.kind === 'pattern' ? patternText(value) : '';
}
