import { tell } from '../language/message.ts';
import { flawOfField } from '../rule/detection/field-flaw.ts';
import { placesOfReasons, type Reasons } from '../rule/reason-template.ts';
import { type Check, once, type RuleSubject, remark } from './lint-context.ts';
import { isKnownPlaceholder } from './placeholders.ts';

/** Sentences of a rule that name what nobody can fill in, or that show a field's path to their reader. */
export const checkReasons: Check<RuleSubject> = (subject) => {
  const { rule, placeOf } = subject;
  const unknown = placesOfReasons(rule.reasons)
    .filter(({ path }) => !isKnownPlaceholder(path, subject))
    .map(({ path }) => {
      const said = tell('remark.reasonPlaceholder', { example: `{${path}}` });
      return remark(placeOf('reasons'), 'placeholder', said);
    });
  const written = [...pathsWritten(rule.reasons, subject)].map(([told, path]) => {
    const said = tell('remark.reasonShowsPath', { told, path });
    return remark(placeOf('reasons'), 'field-path', said);
  });
  return once([...unknown, ...written]);
};

/** The paths of known fields that stand in sentences outside of braces. */
function* pathsWritten(
  reasons: Reasons,
  { shape }: Pick<RuleSubject, 'shape'>,
): Generator<readonly [told: string, path: string]> {
  for (const [told, templates] of reasons) {
    for (const template of templates) {
      for (const [path] of template.replace(/\{[^{}]*\}/g, ' ').matchAll(/\b\w+(?:\.\w+)+\b/g)) {
        if (!flawOfField(path, shape)) yield [told, path];
      }
    }
  }
}
