import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { drawProgress, evaluatingLine, progressLine } from '../../../src/cli/terminal/progress.ts';
import type { ReadProgress as Position } from '../../../src/input/events.ts';

const canvas = { columns: 80, color: false, unicode: true };
const position: Position = { file: 'log.ndjson', bytesRead: 56, bytesTotal: 100, records: 102_211 };

describe('the line of progress', () => {
  test('shows how far, where and how many', () => {
    expect(progressLine(position, canvas)).toBe(
      'scanning  ███████████░░░░░░░░░  56%  log.ndjson · 102,211 records',
    );
  });

  test('is plain where only ASCII can be drawn', () => {
    expect(progressLine(position, { ...canvas, unicode: false })).toBe(
      'scanning  ###########.........  56%  log.ndjson - 102,211 records',
    );
  });

  test('claims no share when nobody knows the whole', () => {
    expect(progressLine({ ...position, file: '-', bytesTotal: undefined }, canvas)).toBe(
      'scanning  - · 102,211 records',
    );
  });

  test('shows a hostile file name escaped', () => {
    const line = progressLine({ ...position, file: '\x1b[2J\n.json' }, canvas);
    expect(line).toContain('\\x1b[2J\\x0a.json');
  });

  test('never fills the terminal, so that it cannot wrap', () => {
    const any = fc.record({
      file: fc.string({ unit: 'grapheme' }),
      bytesRead: fc.nat(),
      bytesTotal: fc.option(fc.nat(), { nil: undefined }),
      records: fc.nat(),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 200 }), fc.boolean(), (at, columns, unicode) => {
        const line = progressLine(at, { columns, color: false, unicode });
        expect(stringWidth(line)).toBeLessThan(Math.max(columns, 1));
      }),
    );
  });
});

describe('drawing progress', () => {
  function drawnAt(times: readonly number[]): string[] {
    const drawn: string[] = [];
    let time = 0;
    const progress = drawProgress(
      (text) => drawn.push(text),
      () => time,
      canvas,
    );
    for (time of times) progress.update(position);
    progress.clear();
    return drawn;
  }

  test('says nothing of a short run', () => {
    expect(drawnAt([0, 500, 999])).toEqual([]);
  });

  test('draws ten times a second at most, and wipes the line in the end', () => {
    const drawn = drawnAt([1000, 1001, 1050, 1099, 1100, 1150, 1200]);
    expect(drawn).toHaveLength(4);
    expect(drawn.at(-1)).toBe('\r\x1b[K');
  });
});

describe('the line while rules are judged', () => {
  const canvas = { columns: 80, unicode: false, color: false };

  test('names the rule and how far the judging is', () => {
    expect(
      evaluatingLine(
        { kind: 'progress', rule: 'session-moved-machine', done: 5, rules: 20 },
        canvas,
      ),
    ).toBe('evaluating #####...............  25%  session-moved-machine');
  });

  test('is never wider than the terminal', () => {
    const line = evaluatingLine(
      { kind: 'progress', rule: 'x'.repeat(200), done: 1, rules: 2 },
      { ...canvas, columns: 40 },
    );
    expect(line.length).toBeLessThan(40);
  });
});
