import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { findById } from '../../finding/id-lookup.ts';
import { type Message, tell } from '../../language/message.ts';
import { show } from '../../report/text/escape.ts';
import { misuse } from '../failure.ts';

/** So many candidates are named. */
const named = 5;

/** The record that a beginning of an id names; anything else is misuse, with the candidates. */
export function recordNamed<T extends Case | Finding>(
  text: string,
  records: readonly T[],
  what: 'case' | 'caseOrFinding',
): T {
  const match = findById(text, records);
  if (match.kind === 'one') return match.found;
  const quoted = show(text, { max: 60 });
  if (match.kind === 'several') {
    const { candidates } = match;
    throw misuse(
      tell('misuse.severalIds', { text: quoted, count: String(candidates.length) }),
      tell('misuse.giveMore', { ids: listOf(candidates) }),
    );
  }
  const named = { what: tell(`named.${what}`), text: quoted };
  if (records.length === 0) throw misuse(tell('misuse.noneFound', named));
  const ids = listOf(match.nearest);
  throw misuse(tell('misuse.noSuchId', named), tell('misuse.nearestIds', { ids }));
}

function listOf(records: readonly (Case | Finding)[]): readonly Message[] {
  const told = records
    .slice(0, named)
    .map(({ id, title }) => tell('misuse.recordLabel', { id, title: show(title, { max: 60 }) }));
  const more = records.length - told.length;
  return [...told, ...(more > 0 ? [tell('amount.more', { count: more })] : [])];
}
