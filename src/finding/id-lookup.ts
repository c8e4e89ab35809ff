import type { Case } from './case/case.ts';
import type { Finding } from './finding.ts';

/** What an id, or the beginning of one, names. */
export type IdMatch<T> =
  | { readonly kind: 'one'; readonly found: T }
  /** Several begin so. */
  | { readonly kind: 'several'; readonly candidates: readonly T[] }
  /** Nothing begins so; these come nearest, the nearest first. */
  | { readonly kind: 'none'; readonly nearest: readonly T[] };

/** So many of those that come nearest are named. */
const mostNearest = 3;

/**
 * The case or finding whose id, fingerprint, or digits of either begin with a text, in any case of letters. A
 * case and its earliest finding have the same digits; digits alone then mean the case.
 */
export function findById<T extends Case | Finding>(
  text: string,
  records: readonly T[],
): IdMatch<T> {
  const wanted = text.toLowerCase();
  const found =
    wanted === '' ? [] : records.filter((one) => spellingsOf(one).some(startsWith(wanted)));
  const cases = found.filter(({ kind }) => kind === 'case');
  const digits = new Set(cases.map(digitsOf));
  // Findings of the same digits as one of the cases are in that case.
  const meant = found.filter((one) => one.kind === 'case' || !digits.has(digitsOf(one)));
  const [only, second] = meant;
  if (only && !second) return { kind: 'one', found: only };
  if (only) return { kind: 'several', candidates: meant };
  return { kind: 'none', nearest: nearestTo(wanted, records) };
}

/** Those that share the most digits with a text, and of those the ones of the kind that it names. */
function nearestTo<T extends Case | Finding>(text: string, records: readonly T[]): readonly T[] {
  const [, prefix = '', digits = ''] = /^(ok[cf]_|okh1:)?(.*)$/s.exec(text) ?? [];
  const shared = ({ id }: T): number => {
    let length = 0;
    while (length < digits.length && id[4 + length] === digits[length]) length++;
    return length;
  };
  const isOfKind = ({ kind }: T): boolean =>
    prefix !== '' && (prefix === 'okc_') === (kind === 'case');
  return [...records]
    .sort((a, b) => shared(b) - shared(a) || Number(isOfKind(b)) - Number(isOfKind(a)))
    .slice(0, mostNearest);
}

function startsWith(text: string): (spelling: string) => boolean {
  return (spelling) => spelling.startsWith(text);
}

/** Everything that somebody may type for a case or finding. */
function spellingsOf(one: Case | Finding): readonly string[] {
  const fingerprint = one.kind === 'finding' ? [one.fingerprint, one.fingerprint.slice(5)] : [];
  return [one.id, digitsOf(one), ...fingerprint];
}

function digitsOf({ id }: Case | Finding): string {
  return id.slice(4);
}
