import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import {
  type ProgressState,
  progressLine,
  showProgress,
} from '../../../src/cli/terminal/progress.ts';
import type { ReadProgress } from '../../../src/input/events.ts';
import { inEnglish, languages } from '../../../src/language/languages.ts';
import { aWorld } from '../world.ts';

const canvas = { columns: 100, unicode: true };
const reading: ProgressState = {
  phase: 'reading',
  share: 0.56,
  at: 'log.ndjson',
  records: 102_211,
  rules: undefined,
  elapsed: 8_000,
};
const evaluating: ProgressState = {
  ...reading,
  phase: 'evaluating',
  share: 0.25,
  at: 'session-moved-machine',
  rules: { done: 5, all: 20 },
};

describe('the line of progress', () => {
  test.each<[string, ProgressState, Partial<typeof canvas>, string]>([
    [
      'phase, share, place, number, rate and what is left',
      reading,
      {},
      'reading  ███████████░░░░░░░░░  56%  log.ndjson · 102,211 records · 12,776/s · 0:07 left',
    ],
    [
      'the same in ASCII where no more can be drawn',
      reading,
      { unicode: false },
      'reading  ###########.........  56%  log.ndjson - 102,211 records - 12,776/s - 0:07 left',
    ],
    [
      'the rules of the evaluation',
      evaluating,
      {},
      'evaluating  █████░░░░░░░░░░░░░░░  25%  session-moved-machine · 5 of 20 rules · 0:24 left',
    ],
    [
      'no share and no end when nobody knows the whole',
      { ...reading, at: '-', share: undefined },
      {},
      'reading  - · 102,211 records · 12,776/s',
    ],
    [
      'no rate before there is one',
      { ...reading, elapsed: 900 },
      {},
      'reading  ███████████░░░░░░░░░  56%  log.ndjson · 102,211 records',
    ],
    [
      'hours',
      { ...reading, share: 0.001 },
      {},
      'reading  ░░░░░░░░░░░░░░░░░░░░   0%  log.ndjson · 102,211 records · 12,776/s · 2:13:12 left',
    ],
    [
      'what is left rather than numbers, where there is little room',
      reading,
      { columns: 60 },
      'reading  ███████████░░░░░░░░░  56%  log.ndjson · 0:07 left',
    ],
    [
      'a hostile name escaped',
      { ...reading, at: '\x1b[2J\n.json', share: undefined },
      {},
      'reading  \\x1b[2J\\x0a.json · 102,211 records · 12,776/s',
    ],
  ])('shows %s', (_, state, over, line) => {
    expect(progressLine(state, { ...canvas, ...over }, inEnglish)).toBe(line);
  });

  test('is Japanese for who reads Japanese', () => {
    expect(progressLine(reading, { ...canvas, columns: 120 }, languages.ja)).toBe(
      '読み込み中  ███████████░░░░░░░░░  56%  log.ndjson · レコード 102,211 件 · 毎秒 12,776 件 · 残り 0:07',
    );
  });

  test('never fills the terminal, so that it cannot wrap', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const any = fc.record({
      phase: fc.constantFrom('reading', 'evaluating'),
      share: fc.option(share, { nil: undefined }),
      at: fc.string({ unit: 'grapheme' }),
      records: fc.nat(),
      rules: fc.option(fc.constant({ done: 3, all: 9 }), { nil: undefined }),
      elapsed: fc.nat(),
    });
    const language = fc.constantFrom(...Object.values(languages));
    fc.assert(
      fc.property(
        any,
        fc.integer({ min: 1, max: 200 }),
        fc.boolean(),
        language,
        (state, columns, unicode, words) => {
          const line = progressLine(state, { columns, unicode }, words);
          expect(stringWidth(line)).toBeLessThan(Math.max(columns, 1));
        },
      ),
    );
  });
});

/** What is shown of a run that tells how far it is at some times, in milliseconds. */
function shownAt(
  times: readonly number[],
  options: Parameters<typeof aWorld>[0] = { terminal: true },
  telling: Partial<Parameters<typeof showProgress>[1]> = {},
): string {
  let time = 0;
  const io = aWorld({ ...options, now: () => time });
  const progress = showProgress(io, { quiet: false, language: inEnglish, ...telling });
  const half = times.length / 2;
  const at: ReadProgress = {
    file: 'log.ndjson',
    bytesRead: 56,
    bytesTotal: 100,
    bytesBefore: 0,
    bytesOfAll: 100,
    records: 1_000,
  };
  for (const [index, moment] of times.entries()) {
    time = moment;
    if (index < half) progress.update(at);
    else progress.evaluating({ kind: 'progress', rule: 'a-rule', done: 3, rules: 12 });
  }
  progress.clear();
  return io.err();
}

describe('progress in a terminal', () => {
  test('says nothing of a short run', () => {
    expect(shownAt([0, 500, 999])).toBe('');
  });

  test('is drawn ten times a second at most, and wiped in the end', () => {
    const drawn = shownAt([1000, 1001, 1050, 1099, 1100, 1150, 1200]).split('\r').slice(1);
    expect(drawn).toHaveLength(4);
    expect(drawn.at(-1)).toBe('\x1b[K');
  });
});

describe('progress where nobody watches', () => {
  const seconds = Array.from({ length: 130 }, (_, second) => second * 1_000);
  const lines =
    'reading: 56%, log.ndjson, 1,000 records, 33/s, 0:24 left\n' +
    'reading: 56%, log.ndjson, 1,000 records, 17/s, 0:48 left\n' +
    'evaluating: 25%, a-rule, 3 of 12 rules, 1:15 left\n' +
    'evaluating: 25%, a-rule, 3 of 12 rules, 2:45 left\n';

  test.each([
    ['off a terminal', {}, {}],
    ['in a job of CI', { terminal: true, env: { CI: 'true' } }, {}],
    ['in a dumb terminal', { terminal: true, env: { TERM: 'dumb' } }, {}],
    ['if it is to be plain', { terminal: true }, { plain: true }],
  ])('is a line each half minute: %s', (_, options, telling) => {
    expect(shownAt(seconds, options, telling)).toBe(lines);
  });

  test('says nothing of a run of less than half a minute, and nothing if quiet', () => {
    expect(shownAt(seconds.slice(0, 30), {})).toBe('');
    expect(shownAt(seconds, {}, { quiet: true })).toBe('');
  });
});

test('progress counts over all inputs, and begins anew when they are read again', () => {
  let time = 0;
  const io = aWorld({ terminal: true, now: () => time });
  const progress = showProgress(io, { quiet: false, language: inEnglish });
  const size = { bytesTotal: 50, bytesOfAll: 100 };
  const steps = [
    [1_000, { file: 'a', bytesRead: 50, bytesBefore: 0, records: 10 }],
    [2_000, { file: 'b', bytesRead: 25, bytesBefore: 50, records: 7 }],
    [3_000, { file: 'b', bytesRead: 50, bytesBefore: 50, records: 14 }],
    [4_000, { file: 'a', bytesRead: 50, bytesBefore: 0, records: 10 }],
    [5_000, { file: 'a', bytesRead: 50, bytesBefore: 0, records: 10 }],
  ] as const;
  for (const [moment, position] of steps) {
    time = moment;
    progress.update({ ...position, ...size });
  }
  const drawn = io.err().split('\r').slice(1);
  expect(
    drawn.map((line) =>
      line
        .replace(/\x1b.*/, '')
        .replace(/^.*░?(?= +\d+%)/, '')
        .trim(),
    ),
  ).toEqual([
    '50%  a · 10 records · 10/s · 0:01 left',
    '75%  b · 17 records · 9/s · 0:01 left',
    '100%  b · 24 records · 8/s · 0:00 left',
    '50%  a · 10 records',
    '50%  a · 10 records · 10/s · 0:01 left',
  ]);
});
