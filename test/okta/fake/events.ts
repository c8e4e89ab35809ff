import { createDice } from './dice.ts';
import type { Stored } from './log.ts';

export interface Made {
  readonly count: number;
  readonly seed: number;
  /** The published times lie in here; milliseconds. */
  readonly from: number;
  readonly to: number;
  /** The part that is stored late, by up to an hour. */
  readonly late?: number;
}

const types = ['user.session.start', 'user.authentication.sso', 'policy.evaluate_sign_on'] as const;
/** Values that a careless reader cuts or changes. */
const awkward = [
  'Ana',
  'a\u2028b',
  '"quoted\\"',
  '{"x":[',
  ']',
  '\u001b[2J',
  '😀',
  'line\nbreak',
  '1e400',
] as const;

/** Made-up events, the same for the same seed; some share a moment, some hold awkward text. */
export function makeEvents({ count, seed, from, to, late = 0 }: Made): readonly Stored[] {
  const dice = createDice(seed);
  return Array.from({ length: count }, (_, index) => {
    const published = from + Math.floor(((to - from) * Math.floor(index / 2) * 2) / count);
    const stored = dice.next() < late ? published + dice.below(3_600_000) : published;
    const uuid = uuidOf(dice);
    return {
      uuid,
      published,
      stored,
      text: textOf(uuid, published, dice.pick(types), dice.pick(awkward)),
    };
  });
}

function uuidOf(dice: { below: (sides: number) => number }): string {
  const hex = Array.from({ length: 32 }, () => dice.below(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function textOf(uuid: string, published: number, eventType: string, name: string): string {
  const event = {
    actor: {
      id: `00u${uuid.slice(0, 6)}`,
      type: 'User',
      alternateId: 'ana@example.com',
      displayName: name,
    },
    eventType,
    outcome: { result: 'SUCCESS', reason: null },
    published: new Date(published).toISOString(),
    uuid,
    debugContext: { debugData: { big: 'BIG' } },
  };
  // A number that JSON.parse would round: the archive must keep its digits.
  return JSON.stringify(event).replace('"BIG"', '9007199254740993');
}
