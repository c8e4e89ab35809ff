import type { DeliveryCounts } from '../../delivery/delivery-counts.ts';
import { type Language, say } from '../../language/language.ts';
import { type Safe, show, startOf, widthOf } from '../../report/text/escape.ts';
import { type Canvas, canRedraw, streamCanvas } from './canvas.ts';
import type { Io } from './io.ts';
import { barOf, leastName, percent } from './progress.ts';

/** Deliveries that are over within this time show no progress; milliseconds. */
const patience = 1_000;
/** Milliseconds between redraws. */
const pause = 100;

/** A line about deliveries that is redrawn. */
export interface DeliveryProgress {
  /** Clears the line, so that something else can be written in its place. */
  readonly clear: () => void;
  /** Clears it for good. */
  readonly end: () => void;
}

/** Shows how many messages were delivered or given up, in a terminal, once that takes longer than a second. */
export function showDeliveryProgress(
  { stderr, env, platform, now }: Pick<Io, 'stderr' | 'env' | 'platform' | 'now'>,
  counts: () => readonly DeliveryCounts[],
  { quiet, language }: { readonly quiet: boolean; readonly language: Language },
): DeliveryProgress {
  if (quiet || !canRedraw(stderr, env)) return { clear: () => {}, end: () => {} };
  const { unicode, columns } = streamCanvas(stderr, env, platform, 'never');
  const canvas = { columns, unicode: unicode || language.tag !== 'en' };
  const from = now() + patience;
  let isDrawn = false;
  const draw = (): void => {
    if (now() < from) return;
    isDrawn = true;
    stderr.write(`\r${deliveryLine(counts(), canvas, language)}\x1b[K`);
  };
  const clear = (): void => {
    if (isDrawn) stderr.write('\r\x1b[K');
    isDrawn = false;
  };
  const timer = setInterval(draw, pause);
  return {
    clear,
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** How far deliveries are, with the receiver that most messages wait for, as far as there is room for its name. */
export function deliveryLine(
  counts: readonly DeliveryCounts[],
  { columns, unicode }: Pick<Canvas, 'columns' | 'unicode'>,
  language: Language,
): string {
  const sum = (of: (counts: DeliveryCounts) => number): number =>
    counts.reduce((total, one) => total + of(one), 0);
  const done = sum(({ delivered, dead }) => delivered + dead);
  const all = done + sum(({ waiting }) => waiting);
  const slowest = counts.toSorted((one, other) => other.waiting - one.waiting)[0];
  const share = all === 0 ? 1 : done / all;
  const start = `${say(language, 'progress.delivering')}  ${barOf(share, unicode)} ${percent(share)}  `;
  const end = say(language, 'progress.messages', { done, all });
  const separator = unicode ? ' · ' : ' - ';
  // One that wraps could not be redrawn.
  const most = Math.max(0, columns - 1);
  const room = most - widthOf(`${start}${separator}${end}` as Safe);
  const name =
    room < leastName ? '' : show(slowest?.receiver ?? '', { max: room, ascii: !unicode });
  return startOf((name === '' ? start + end : start + name + separator + end) as Safe, most);
}
