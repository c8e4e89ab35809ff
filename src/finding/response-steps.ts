import type { Finding } from './finding.ts';

type Phase = Finding['response'][number]['phase'];

/** What a step is for, by the verb that it begins with: to ask people, to look at more, to stop, to prevent. */
const phases: Readonly<Record<string, Phase>> = {
  ...each('verify', 'ask call have'),
  ...each('investigate', 'look find review read compare check see list search follow'),
  ...each(
    'contain',
    'block clear end revoke suspend deactivate isolate rotate reset restore undo remove delete switch deny lock expire make take close change disable',
  ),
  ...each('prevent', 'require bind restrict allow let give enforce limit keep enable'),
};

/** A clause before the verb that says when the step is due. */
const condition = /^((?:if|otherwise|for|when|unless|until|after|before)\b[^,;:.]*)[,;:]\s*/i;

/**
 * The steps of a response as data: in order, with what each is for and the condition that stands before it. Steps in
 * other words than English imperatives have the phase `other`.
 */
export function responseSteps(steps: readonly string[]): Finding['response'] {
  return steps.map((step, index) => {
    const when = condition.exec(step)?.[1] ?? null;
    const rest = step.replace(condition, '');
    const verb = /^\p{L}+/u.exec(rest)?.[0].toLowerCase() ?? '';
    const phase = Object.hasOwn(phases, verb) ? (phases[verb] as Phase) : 'other';
    return { order: index + 1, phase, when, step };
  });
}

function each(phase: Phase, verbs: string): Record<string, Phase> {
  return Object.fromEntries(verbs.split(' ').map((verb) => [verb, phase]));
}
