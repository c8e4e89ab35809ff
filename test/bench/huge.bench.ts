import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { bench, describe, expect } from 'vitest';
import { readEvents } from '../../src/input/events.ts';
import { aRecord } from '../event/builders.ts';

/** Inputs made to fill the memory: each must be read to its end, and the event after it found. */
const MiB = 1 << 20;
const last = `\n${JSON.stringify(aRecord({ uuid: 'last' }))}\n`;
const member = gzipSync(Buffer.alloc(64 * MiB, ' '));

function* repeated(first: string, part: string | Buffer, times: number, end: string | Buffer) {
  yield Buffer.from(first);
  const bytes = Buffer.from(part as string);
  for (let at = 0; at < times; at++) yield bytes;
  yield Buffer.from(end as string);
}

const inputs: Readonly<Record<string, () => Iterable<Buffer>>> = {
  'a line of 1 GB': () => repeated('{"a":"', 'x'.repeat(MiB), 1024, `"}${last}`),
  'a gzip bomb of 10 GB': () => repeated('', member, 160, gzipSync(last)),
  'an array of 10 million elements': () =>
    repeated('[{}', ',{"a":1}'.repeat(10_000), 1000, `,${last}]`),
  '5 million levels': () =>
    repeated('{"a":', '['.repeat(5000), 1000, `${']'.repeat(5_000_000)}}${last}`),
  'a list of 5 million in an object': () =>
    repeated('{"events":[{}', ',{}'.repeat(5000), 1000, `]}${last}`),
  'a quote that is never closed in 100 MB of CSV': () =>
    repeated('event_type,actor.id\n"', `${'x'.repeat(1000)}\n`.repeat(1000), 100, last),
};

const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };

describe('memory stays below 300 MB for', () => {
  for (const [name, input] of Object.entries(inputs)) {
    bench(
      name,
      async () => {
        let found = false;
        let peak = 0;
        for await (const item of readEvents(['-'], { stdin: Readable.from(input()) })) {
          found ||= item.kind === 'event' && item.uuid === 'last';
          if (item.kind !== 'rejection') peak = Math.max(peak, process.memoryUsage.rss());
        }
        expect(found).toBe(true);
        expect(peak).toBeLessThan(300 * MiB);
      },
      once,
    );
  }
});
