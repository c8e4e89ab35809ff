import { type Message, tell, toldInEnglish } from '../language/message.ts';
import type { PossibleValues } from '../window/uncertainty.ts';
import type { FoundFact } from './explanation.ts';
import { numberText } from './fact-text.ts';

/** What missing events could still make of a fact, `2 or more`; null if nothing. */
export function uncertaintyTold(could: PossibleValues | undefined): Message | null {
  if (!could) return null;
  switch (could.kind) {
    case 'range':
      return orAbsent(rangeTold(could.low, could.high), could.absent);
    case 'more':
      return tell('could.more');
    case 'other':
      return orAbsent(tell('could.anyValue'), could.absent);
    case 'either':
      return tell('could.either');
  }
}

/** The same in English. */
export function uncertaintyText(could: PossibleValues | undefined): string | null {
  const told = uncertaintyTold(could);
  return told && toldInEnglish(told);
}

/** What was found of a fact, with what it could still become. */
export function foundFact(found: readonly string[], could: PossibleValues | undefined): FoundFact {
  const told = uncertaintyTold(could);
  return { found, could: told && toldInEnglish(told), told: { could: told } };
}

function orAbsent(what: Message, absent: boolean): Message {
  return absent ? tell('could.orAbsent', { what }) : what;
}

function rangeTold(low: number, high: number): Message {
  const [least, most] = [numberText(low), numberText(high)];
  if (low === high) return tell('could.exactly', { number: least });
  if (high === Number.POSITIVE_INFINITY) {
    return low === Number.NEGATIVE_INFINITY
      ? tell('could.anyNumber')
      : tell('could.orMore', { least });
  }
  return low === Number.NEGATIVE_INFINITY
    ? tell('could.orLess', { most })
    : tell('could.range', { least, most });
}
