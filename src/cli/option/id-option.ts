import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { findById } from '../../finding/id-lookup.ts';
import { show } from '../../report/text/escape.ts';
import { misuse } from '../failure.ts';

/** So many candidates are named. */
const named = 5;

/** The record that a beginning of an id names; anything else is misuse, with the candidates. */
export function recordNamed<T extends Case | Finding>(
  text: string,
  records: readonly T[],
  what: 'case' | 'case or finding',
): T {
  const match = findById(text, records);
  if (match.kind === 'one') return match.found;
  const quoted = show(text, { max: 60 });
  if (match.kind === 'several') {
    const { candidates } = match;
    throw misuse(
      `'${quoted}' is the beginning of ${candidates.length} ids`,
      `give more of it: ${listOf(candidates)}`,
    );
  }
  if (records.length === 0) {
    throw misuse(`there is no ${what} '${quoted}': nothing was found at all`);
  }
  throw misuse(`there is no ${what} '${quoted}'`, `the nearest are ${listOf(match.nearest)}`);
}

function listOf(records: readonly (Case | Finding)[]): string {
  const told = records
    .slice(0, named)
    .map(({ id, title }) => `${id} (${show(title, { max: 60 })})`);
  const more = records.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
