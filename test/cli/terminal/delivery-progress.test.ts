import stringWidth from 'string-width';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deliveryLine, showDeliveryProgress } from '../../../src/cli/terminal/delivery-progress.ts';
import type { DeliveryCounts } from '../../../src/delivery/delivery-counts.ts';
import { inEnglish, languages } from '../../../src/language/languages.ts';
import { aWorld } from '../world.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const counts = (receiver: string, delivered: number, dead: number, waiting: number) =>
  ({
    ...{ kind: 'webhook', receiver, delivered, dead, waiting },
    ...{ oldest: null, trouble: null },
  }) satisfies DeliveryCounts;

const two = [counts('slack a.example', 10, 1, 1), counts('webhook b.example', 3, 0, 5)];

const canvas = { columns: 100, unicode: true };
const { ja } = languages;

test.each([
  [
    inEnglish,
    canvas,
    'delivering  ██████████████░░░░░░  70%  webhook b.example · 14 of 20 messages',
  ],
  [
    inEnglish,
    { ...canvas, unicode: false },
    'delivering  ##############......  70%  webhook b.example - 14 of 20 messages',
  ],
  [
    inEnglish,
    { ...canvas, columns: 70 },
    'delivering  ██████████████░░░░░░  70%  webhook b… · 14 of 20 messages',
  ],
  [
    inEnglish,
    { ...canvas, columns: 60 },
    'delivering  ██████████████░░░░░░  70%  14 of 20 messages',
  ],
  [ja, canvas, '送信中  ██████████████░░░░░░  70%  webhook b.example · メッセージ 14/20 件'],
])('the line names the receiver that most waits for, if there is room', (language, own, line) => {
  expect(deliveryLine(two, own, language)).toBe(line);
  expect(stringWidth(deliveryLine(two, own, language))).toBeLessThan(own.columns);
});

/** What a terminal shows of so many milliseconds of deliveries. */
function shownIn(length: number, { tty = true, quiet = false } = {}): string {
  let now = 0;
  const world = aWorld({ now: () => now, terminal: tty });
  const progress = showDeliveryProgress(world, () => two, { quiet, language: inEnglish });
  for (; now < length; now += 100) vi.advanceTimersByTime(100);
  progress.end();
  vi.advanceTimersByTime(1_000);
  return world.err();
}

test('it is drawn in a terminal after a second, and leaves nothing behind', () => {
  expect(shownIn(900)).toBe('');
  const text = shownIn(1_200);
  expect(text).toContain('14 of 20 messages');
  expect(text.endsWith('\r\x1b[K')).toBe(true);
  expect(shownIn(5_000, { tty: false })).toBe('');
  expect(shownIn(5_000, { quiet: true })).toBe('');
});
