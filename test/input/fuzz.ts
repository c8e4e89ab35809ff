import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect } from 'vitest';
import { hunt } from '../../src/hunt.ts';
import { readEvents } from '../../src/input/events.ts';
import { someRules } from '../builders.ts';

const rules = someRules([
  { detection: { a: { eventType: 'user.session.start' }, condition: 'a' } },
]);
const folder = 'fixtures/input';
const files = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`));

/** Damage to a file, with offsets that are taken modulo its length. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.nat({ max: 3000 }) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat(), length: fc.constant(0) }),
  fc.record({
    kind: fc.constant('flip' as const),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ kind: fc.constant('splice' as const), at: fc.nat(), length: fc.nat() }),
);

const inputs = fc.record({
  file: fc.nat({ max: files.length - 1 }),
  other: fc.nat({ max: files.length - 1 }),
  damages: fc.array(damage, { minLength: 1, maxLength: 4 }),
  chunk: fc.integer({ min: 50, max: 70_000 }),
});

/** Damages files of every format, and checks that each is read to its end, in time, with all records accounted for. */
export async function fuzz(runs: number, seed: number): Promise<void> {
  const property = fc.asyncProperty(inputs, async ({ file, other, damages, chunk }) => {
    let bytes = Buffer.from(files[file] as Buffer);
    for (const { kind, at, length } of damages) {
      const from = bytes.length > 0 ? at % bytes.length : 0;
      if (kind === 'cut') {
        bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
      } else if (kind === 'end') {
        bytes = bytes.subarray(0, from);
      } else if (kind === 'flip') {
        if (bytes.length > 0) bytes[from] = (bytes[from] as number) ^ length;
      } else {
        const more = (files[other] as Buffer).subarray(length % (files[other] as Buffer).length);
        bytes = Buffer.concat([
          bytes.subarray(0, from),
          more.subarray(0, 5000),
          bytes.subarray(from),
        ]);
      }
    }
    const pieces = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
      bytes.subarray(at * chunk, at * chunk + chunk),
    );
    // The hunt itself throws if the books do not balance.
    for await (const outcome of hunt(readEvents(['-'], { stdin: Readable.from(pieces) }), rules)) {
      if (outcome.kind !== 'summary') continue;
      const { records, evaluated, duplicate, filtered, skipped, doubts } = outcome;
      expect(evaluated + duplicate + filtered + skipped).toBe(records);
      if (evaluated === 0 || skipped > 0) expect(doubts).not.toEqual([]);
    }
  });
  await fc.assert(property, { numRuns: runs, seed, interruptAfterTimeLimit: 3_600_000 });
}
