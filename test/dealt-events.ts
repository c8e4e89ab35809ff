import fc from 'fast-check';
import type { Event } from '../src/event/event.ts';

/** A register of events that takes over what another one noted. */
export interface Joinable<Snapshot> {
  see(event: Event): void;
  snapshot(): Snapshot;
  join(other: Snapshot): void;
}

/** How events are dealt to registers that become one in the end. */
export interface Dealing {
  /** Of one event after the other: who sees it, and who of them joins whom then. */
  readonly steps: readonly {
    readonly seenBy: readonly number[];
    readonly join: { readonly from: number; readonly to: number } | undefined;
  }[];
  /** The first of them joins all others in the end. */
  readonly order: readonly number[];
}

const hands = [0, 1, 2];
const hand = fc.constantFrom(...hands);

/** Some dealing, with copies of some events in several hands. */
export const someDealing: fc.Arbitrary<Dealing> = fc.record({
  steps: fc.array(
    fc.record({
      seenBy: fc.oneof(
        { weight: 4, arbitrary: hand.map((one) => [one]) },
        fc.subarray(hands, { minLength: 1 }),
      ),
      join: fc.option(fc.record({ from: hand, to: hand }), { freq: 12, nil: undefined }),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  order: fc.shuffledSubarray(hands, { minLength: hands.length }),
});

/** Deals events to registers, hands over what each noted as threads do, and gives the one that knows of all. */
export function joinedOf<Snapshot, Register extends Joinable<Snapshot>>(
  create: (hand: number) => Register & Joinable<Snapshot>,
  events: readonly Event[],
  { steps, order }: Dealing,
): Register {
  const registers = hands.map(create);
  const join = (from: number, to: number): void =>
    registers[to]?.join(structuredClone((registers[from] as Register).snapshot()));
  for (const [place, event] of events.entries()) {
    const step = steps[place % steps.length] as Dealing['steps'][number];
    for (const one of step.seenBy) registers[one]?.see(event);
    if (step.join) join(step.join.from, step.join.to);
  }
  const [last, ...others] = order as [number, ...number[]];
  for (const other of others) join(other, last);
  return registers[last] as Register;
}

/** A register that saw all events itself. */
export function wholeOf<Register extends { see(event: Event): void }>(
  register: Register,
  events: readonly Event[],
): Register {
  for (const event of events) register.see(event);
  return register;
}
