import { describe, expect, test, vi } from 'vitest';
import {
  createShareThreads,
  type ShareThreads,
} from '../../../../src/cli/scan/threads/share-threads.ts';
import { compileRules } from '../../../../src/detection/compile.ts';
import { shelve } from '../../../../src/engine/rule-shelf.ts';
import {
  type HuntOptions,
  hunt,
  huntAmong,
  type Input,
  type OtherEngines,
} from '../../../../src/hunt.ts';
import { readRecords } from '../../../../src/input/events.ts';
import { createShareableSpill } from '../../../../src/input/file/spill-file.ts';
import { InputError } from '../../../../src/input/input-error.ts';
import { by, someRules } from '../../../builders.ts';
import { aFolder } from '../../../input/folder.ts';

vi.setConfig({ testTimeout: 60_000 });

const names = Array.from({ length: 40 }, (_, at) => `rule-${at}`);
const shelf = shelve(
  compileRules(
    someRules(
      names.map((name) => ({
        name,
        context: {
          hour: { 'group-by': ['actor.id'], before: '1h', fields: { n: { count: true } } },
        },
        detection: {
          one: { eventType: name },
          many: { 'hour.n|gte': 2 },
          condition: 'one and many',
        },
      })),
    ),
  ),
);
const events = Array.from({ length: 400 }, (_, at) =>
  by(`u${at % 7}`, at / 100, {
    eventType: names[at % names.length] as string,
    uuid: `event-${at}`,
  }),
);

async function outcomesOf(
  options: HuntOptions,
  others?: OtherEngines,
  input: AsyncIterable<Input> | Iterable<Input> = events,
): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  const outcomes = others ? huntAmong(input, shelf, options, others) : hunt(input, shelf, options);
  for await (const outcome of outcomes) {
    if (outcome.kind === 'progress') continue;
    all.push(outcome.kind === 'summary' ? { ...outcome, state: null } : outcome);
  }
  return all;
}

/** Hunts with so many threads beside this one, and closes them. */
async function among<T>(
  count: number,
  use: (threads: ShareThreads, options: HuntOptions & { closeSpill: () => void }) => Promise<T>,
): Promise<T> {
  const spill = createShareableSpill();
  const budget = 64 * 1024;
  const rules = () => shelf.heads.map((_, place) => shelf.rule(place));
  const threads = createShareThreads({
    ...{ count, rules, spill, language: 'en', budget, options: {} },
    packs: undefined,
    leastBytes: 1,
  });
  try {
    const options = { state: { budget, spill }, closeSpill: spill.close };
    return await use({ ...threads, leastRecords: 1 }, options);
  } finally {
    await threads.close();
    spill.close();
  }
}

describe('threads that evaluate a log with the main one', () => {
  test.each([1, 3])('find what it would find alone, %d of them', async (count) => {
    const taken: number[] = [];
    const together = await among(count, (threads, options) => {
      const next = (): number => {
        const place = threads.next();
        taken.push(place);
        return place;
      };
      return outcomesOf(options, { ...threads, next });
    });
    expect(together.length).toBeGreaterThan(40);
    expect(together).toEqual(await outcomesOf({}));
    expect(new Set(taken).size).toBe(taken.length);
  });

  test('have all to do where the main one takes nothing', async () => {
    const together = await among(2, (threads, options) =>
      outcomesOf(options, { ...threads, next: () => 10_000 }),
    );
    expect(together).toEqual(await outcomesOf({}));
  });

  test('make the scan fail if the disk fails them', async () => {
    const failed = among(1, (threads, options) =>
      outcomesOf(options, {
        ...threads,
        next: () => 10_000,
        evaluate(log, take) {
          options.closeSpill();
          return threads.evaluate(log, take);
        },
      }),
    );
    await expect(failed).rejects.toThrow(InputError);
  });

  test('are waited for no longer than there is time', async () => {
    const mayWait = vi.fn(() => false);
    const evaluate = (threads: OtherEngines): OtherEngines['evaluate'] => {
      return (log, take) => () => threads.evaluate(log, take)(mayWait);
    };
    const told = await among(1, (threads, options) =>
      outcomesOf(options, { ...threads, next: () => 10_000, evaluate: evaluate(threads) }),
    );
    expect(mayWait).toHaveBeenCalledOnce();
    expect(JSON.stringify(told)).toContain('interrupted before the rule was evaluated');
  });
});

describe('threads that read ranges of files beside the main one', () => {
  const lines = events.map((event) => JSON.stringify(event));
  const good = `${lines.join('\n')}\n`;
  const files = {
    // These say more than their copies in the other files, and are taken.
    'a.ndjson': good.replaceAll('"eventType"', '"severity":"INFO","eventType"'),
    'b.ndjson': `${lines.slice(0, 300).join('\n')}\nno event\n${lines.slice(300).join('\n')}`,
    'c.ndjson': good,
    'd.json': JSON.stringify(events),
  };

  test.each([1, 3])('find what it would find alone, %d of them', async (count) => {
    const folder = await aFolder(files);
    let segments = 0;
    const together = await among(count, (threads, options) => {
      const counted: OtherEngines = {
        ...threads,
        segments() {
          const given = threads.segments();
          segments += given.length;
          return given;
        },
      };
      return outcomesOf(options, counted, readRecords([folder], { elsewhere: threads.ranges }));
    });
    expect(together).toEqual(await outcomesOf({}, undefined, readRecords([folder])));
    // One range of the second file is odd.
    expect(segments).toBe(3 * count - 1);
  });

  test('leave those to it that they cannot read, and make the scan fail if the disk fails them', async () => {
    const folder = await aFolder({ 'a.ndjson': good });
    vi.stubEnv('TMPDIR', `${folder}/missing`);
    const failed = among(1, async (threads, options) => {
      const { closeSpill: _, ...given } = options;
      return outcomesOf(given, threads, readRecords([folder], { elsewhere: threads.ranges }));
    });
    await expect(failed).rejects.toThrow(InputError);
    vi.unstubAllEnvs();
  });
});
