import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startThreads } from '../../../../src/cli/scan/threads/share-threads.ts';
import { compileRules } from '../../../../src/detection/compile.ts';
import { InputError } from '../../../../src/input/input-error.ts';
import { by, someRules } from '../../../builders.ts';

vi.setConfig({ testTimeout: 60_000 });

const { rules } = compileRules(
  someRules(
    ['a', 'b', 'c'].map((name) => ({
      name,
      detection: { one: { eventType: name }, condition: 'one' },
    })),
  ),
);

let folder = '';
let log = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  log = join(folder, 'log.ndjson');
  const types = ['a', 'b', 'c', 'a', 'b', 'c'];
  const events = types.map((eventType, at) => by('u', at, { eventType, uuid: `event-${at}` }));
  writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function begin(paths: readonly string[] = [log]) {
  const order = {
    paths,
    encoding: undefined,
    language: 'en',
    budget: 2 ** 20,
    options: {},
  } as const;
  const threads = startThreads(rules, 3, order);
  if (!threads) throw new Error('nothing to divide');
  return threads;
}

const counted = (records: number) => ({
  records,
  evaluated: records,
  duplicate: 0,
  filtered: 0,
  skipped: 0,
  skippedBy: {},
  skippedNames: [],
});

describe('threads with shares of the rules', () => {
  test('take as many records as the main one, and no more', async () => {
    const threads = begin();
    expect(threads.share.own).toHaveLength(1);
    const handed = await threads.ended(counted(4))(() => true);
    expect(handed).toHaveLength(2);
    for (const { counts } of handed) expect(counts).toEqual(counted(4));
    const found = handed.flatMap(({ results }) => results.flatMap((result) => result.found));
    const all = [0, 1, 2, 3].map((at) => `event-${at}`);
    const theirs = found.map(({ gist }) => gist.decisive);
    expect(all).toEqual(expect.arrayContaining(theirs));
    // Three rules, of which the main thread has one; the first rule has two events among four.
    expect(theirs.length).toBe(4 - (threads.share.own[0] === 0 ? 2 : 1));
    await threads.close();
  });

  test('are refused if they saw another log', async () => {
    const threads = begin();
    const refused = threads.ended(counted(7))(() => true);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow('one thread took 7 records, another 6');
    await threads.close();
  });

  test('that fail make the scan fail', async () => {
    const threads = begin([join(folder, 'missing.ndjson')]);
    const failed = threads.ended(counted(0))(() => true);
    await expect(failed).rejects.toThrow(InputError);
    await expect(failed).rejects.toThrow('missing.ndjson: there is no such file');
    await threads.close();
  });

  test.skipIf(process.platform === 'win32')(
    'are waited for no longer than there is time',
    async () => {
      const silent = join(folder, 'pipe');
      execFileSync('mkfifo', [silent]);
      const threads = begin([silent]);
      const asked = vi.fn(() => false);
      expect(await threads.ended(counted(6))(asked)).toEqual([]);
      expect(asked).toHaveBeenCalledOnce();
      await threads.close();
    },
  );
});
