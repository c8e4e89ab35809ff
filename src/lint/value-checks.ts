import { asksText } from '../detection/impossible-test.ts';
import { follow, hasText, type MapShape } from '../event/event-shape.ts';
import { stepsOf } from '../event/member-filter.ts';
import { opened } from '../event/value-texts.ts';
import { tell } from '../language/message.ts';
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
    const outcome = test.comparison === 'neq' ? 'remark.mapNoEffect' : 'remark.mapNeverHolds';
    return [remark(test.place, 'map', tell(outcome, { what: describeFlaw(path, flaw) }))];
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
  const told = tell('remark.textOfMap', { path, example: '{a=b}', plain });
  return [remark(place, 'map', told)];
}

/** Lists of values that say something else than they seem to. */
export const checkValues: Check = (subject) =>
  once(
    testsIn(subject).flatMap((test) => {
      const name =
        test.kind === 'field'
          ? tell('remark.field', { path: test.path })
          : tell('remark.wordsWithoutField');
      const [first, second] = test.values;
      const alone = test.all && second === undefined && first?.kind !== 'list';
      const nulls = second !== undefined && test.values.some(({ kind }) => kind === 'null');
      return [
        alone ? [remark(test.place, 'all-of-one', tell('remark.allOfOne', { name }))] : [],
        nulls ? [remark(test.place, 'null-in-list', tell('remark.nullInList', { name }))] : [],
      ].flat();
    }),
  );
