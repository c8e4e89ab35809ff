import { compileExpectedValue } from '../detection/matcher.ts';
import { tell } from '../language/message.ts';
import { type ExpectedValue, type FieldTest, literalText } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { meantHint, nearest } from '../rule/yaml/did-you-mean.ts';
import { wildText } from './field-checks.ts';
import { behaviorMaps, type KnownValues, knownValuesOf, usualBehaviors } from './known-values.ts';
import { type Check, once, type Remark, remark, testsIn } from './lint-context.ts';

/** Values that Okta never writes in a field, or has not been seen to write, and misspelt behaviours. */
export const checkKnownValues: Check = (subject) =>
  once(
    testsIn(subject).flatMap((test) => {
      if (test.kind !== 'field' || test.fact) return [];
      const known = subject.shape.fields.has(test.path.split('.', 1)[0] as string)
        ? knownValuesOf(test.path.replace(/\[(?:\\.|[^\]])*\]/g, ''))
        : undefined;
      const strange =
        known && isText(test) ? strangeValues(test, known, subject.context.lists) : [];
      return [...strange, ...strangeBehavior(test)];
    }),
  );

/** Whether the field is compared with values of its own. */
function isText({ comparison }: FieldTest): boolean {
  return comparison === 'equals' || comparison === 'neq';
}

function strangeValues(test: FieldTest, known: KnownValues, lists: Lists): readonly Remark[] {
  return test.values
    .filter((value) => value.kind === 'pattern' || value.kind === 'regex')
    .filter((value) => !isEmpty(value) && !known.values.some(compileExpectedValue(value, lists)))
    .flatMap((value) => {
      const meant = nearest(literalText(value) ?? '', known.values);
      const isSure = known.kind === 'closed' || (known.kind === 'documented' && meant);
      if (known.kind === 'seen' && meant === undefined) return [];
      const asked = { path: test.path, value: wildText(value) };
      const isClosed = known.kind === 'closed';
      const told =
        meant === undefined
          ? tell(isClosed ? 'remark.isNeverOneOf' : 'remark.isNotKnownOneOf', {
              ...asked,
              all: known.values,
            })
          : tell(isClosed ? 'remark.isNeverMeant' : 'remark.isNotKnownMeant', { ...asked, meant });
      return [remark(test.place, isSure ? 'value' : 'rare-value', told)];
    });
}

/** `''` asks for an empty text, which is no slip. */
function isEmpty(value: ExpectedValue): boolean {
  return value.kind === 'pattern' && value.parts.length === 0;
}

function strangeBehavior({ path, place }: FieldTest): readonly Remark[] {
  const map = behaviorMaps.find((one) => path.startsWith(`${one}.`));
  const name = map && path.slice(map.length + 1);
  if (name === undefined || usualBehaviors.includes(name)) return [];
  const meant = nearest(name, usualBehaviors);
  if (meant === undefined) return [];
  return [remark(place, 'rare-value', tell('remark.noBehavior', { name, hint: meantHint(meant) }))];
}
