import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import type { EventRequest } from '../../timeline/event-request.ts';
import { recordNamed } from '../option/id-option.ts';
import type { TimelineOptions } from './timeline-options.ts';

/** The whole request, with the cases that the ids name. */
export function requestOf(
  { asked, caseIds }: Pick<TimelineOptions, 'asked' | 'caseIds'>,
  known: { readonly findings: readonly Finding[]; readonly cases: readonly Case[] },
): EventRequest {
  const cases = [...new Set(caseIds.map((id) => recordNamed(id, known.cases, 'case')))];
  const members = new Set(cases.flatMap(({ findings }) => findings));
  const findings = known.findings.filter(({ fingerprint }) => members.has(fingerprint));
  return { ...asked, cases, findings };
}
