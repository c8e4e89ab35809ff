import { tell } from '../language/message.ts';
import { type Expression, namesIn } from '../rule/expression.ts';
import { type Check, type FilterSubject, remark } from './lint-context.ts';

/** Filters that say whom to report, mostly for want of a `not`: all that they do not name is lost. */
export const checkNarrowFilters: Check<FilterSubject> = ({ filter, placeOf }) => {
  if (!isNaming(filter.condition)) return [];
  const names = namesIn(filter.condition);
  const told = tell('remark.narrowFilter', { names });
  return [remark(placeOf('filter'), 'narrow-filter', told)];
};

/** Whether an expression only names values of fields, and excludes none. */
function isNaming(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.every(isNaming);
    case 'selection':
    case 'filter':
      return isNaming(expression.of);
    case 'field':
      return expression.comparison === 'equals' && expression.fact === undefined;
    case 'members':
      return expression.quantifier !== 'none' && isNaming(expression.of);
    case 'keyword':
      return true;
    case 'not':
    case 'matches':
      return false;
  }
}
