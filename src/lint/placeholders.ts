import { numberName } from '../explain/correlation-text.ts';
import { flawOfField } from '../rule/detection/field-flaw.ts';
import { actPlace } from '../rule/reason-template.ts';
import { factNamesOf } from '../rule/window/window.ts';
import { type RuleSubject, testsIn } from './lint-context.ts';

/** Whether what stands between braces in a summary or a sentence can be filled in. */
export function isKnownPlaceholder(path: string, subject: RuleSubject): boolean {
  const { rule, shape } = subject;
  const [first = '', ...rest] = path.split('.');
  const { correlation } = rule;
  if (path === actPlace) return true;
  if (correlation && (path === numberName(correlation) || correlation.groupBy.includes(path))) {
    return true;
  }
  const window = rule.windows.find(({ name }) => name === first);
  if (computedIn(subject).has(path)) return true;
  return window
    ? [...factNamesOf(window), ...(window.unread ?? [])].includes(rest.join('.'))
    : !flawOfField(path, shape);
}

/** The computed fields that conditions compare; others have no value to show. */
function computedIn(subject: RuleSubject): ReadonlySet<string> {
  return new Set(
    testsIn(subject).flatMap((test) =>
      test.kind === 'field' && test.fact && test.formula ? [test.path] : [],
    ),
  );
}
