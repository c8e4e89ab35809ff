import { type Check, once, remark, testsIn } from './lint-context.ts';

/** Lists of values that say something else than they seem to. */
export const checkValues: Check = (subject) =>
  once(
    testsIn(subject).flatMap((test) => {
      const name = test.kind === 'field' ? `"${test.path}"` : 'words without a field';
      const [first, second] = test.values;
      const alone = test.all && second === undefined && first?.kind !== 'list';
      const nulls = second !== undefined && test.values.some(({ kind }) => kind === 'null');
      return [
        alone ? [remark(test.place, 'all-of-one', `${name} has |all and a single value`)] : [],
        nulls ? [remark(test.place, 'null-in-list', `${name} has null among other values`)] : [],
      ].flat();
    }),
  );
