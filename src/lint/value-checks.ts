import { asksText } from '../detection/impossible-test.ts';
import { follow, hasText, type MapShape } from '../event/event-shape.ts';
import { stepsOf } from '../event/member-filter.ts';
import { opened } from '../event/value-texts.ts';
import { describeFlaw, flawOfField } from '../rule/detection/field-flaw.ts';
import { type FieldTest, literalText, otherFieldsOf } from '../rule/expression.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import { type Check, once, type Remark, remark, testsIn } from './lint-context.ts';

/** Comparisons of maps with texts that no map has. */
export const checkMaps: Check = (subject) =>
  once(
    testsIn(subject).flatMap((test) => {
      if (test.kind !== 'field' || test.fact || !asksText(test)) return [];
      return [...fixedMaps(test, subject.shape), ...wholeTexts(test, subject.shape)];
    }),
  );

function fixedMaps(test: FieldTest, shape: MapShape): readonly Remark[] {
  return [test.path, ...otherFieldsOf(test)].flatMap((path) => {
    const flaw = flawOfField(path, shape);
    if (flaw?.kind !== 'map') return [];
    const outcome = test.comparison === 'neq' ? 'has no effect' : 'can never hold';
    const message = `${describeFlaw(path, flaw)}, so a comparison with a text ${outcome}; name one of them`;
    return [remark(test.place, 'map', message)];
  });
}

/** A map that has a text, compared as a whole with what is the text of none. */
function wholeTexts(test: FieldTest, root: MapShape): readonly Remark[] {
  const { path, comparison, values, place } = test;
  const { shape } = follow(stepsOf(path), root);
  const isMap = shape?.kind === 'map' && hasText(shape);
  if (!isMap || (comparison !== 'equals' && comparison !== 'neq')) return [];
  const plain = values
    .flatMap((value) => literalText(value) ?? [])
    .find((text) => !isPlaceholder(text) && opened(text, shape) === undefined);
  if (plain === undefined) return [];
  const message = `"${path}" is the text of a map, such as {a=b}, and never just "${plain}"; use contains, or name a field in it`;
  return [remark(place, 'map', message)];
}

/** Lists of values that say something else than they seem to. */
export const checkValues: Check = (subject) =>
  once(
    testsIn(subject).flatMap((test) => {
      const name = test.kind === 'field' ? `"${test.path}"` : 'words without a field';
      const [first, second] = test.values;
      const alone = test.all && second === undefined && first?.kind !== 'list';
      const nulls = second !== undefined && test.values.some(({ kind }) => kind === 'null');
      return [
        alone ? [remark(test.place, 'all-of-one', `${name} has |all with a single value`)] : [],
        nulls ? [remark(test.place, 'null-in-list', `${name} has null among other values`)] : [],
      ].flat();
    }),
  );
