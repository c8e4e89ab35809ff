import type { Language } from '../language/language.ts';
import type { EvidenceEvent, Finding } from './finding.ts';
import { nextSteps } from './next-steps.ts';

/**
 * A finding without what only its readers need, and is long: the events that it shows, and where to look next.
 */
export interface FindingDraft extends Omit<Finding, 'evidence' | 'next'> {
  readonly evidence: Omit<Finding['evidence'], 'events'>;
}

/** The whole finding, once it is reported. */
export function completeFinding(
  draft: FindingDraft,
  events: readonly EvidenceEvent[],
  language: Language,
): Finding {
  return {
    ...draft,
    evidence: { ...draft.evidence, events },
    next: nextSteps(draft, language),
  };
}
