import type { MessagePort } from 'node:worker_threads';
import type { CompiledRule } from '../../../detection/compiled-rule.ts';
import { evaluateShared, type ShareOptions } from '../../../engine/evaluate-shared.ts';
import type { HandedResult, SpentState } from '../../../engine/handed-result.ts';
import type { LogSegment } from '../../../engine/log-segment.ts';
import { createSegmentReader } from '../../../engine/read-segment.ts';
import type { SharedLog } from '../../../engine/shared-log.ts';
import type { FileRange, RangeResult } from '../../../input/file/file-range.ts';
import { createShareableSpill, type ShareableSpill } from '../../../input/file/spill-file.ts';
import { hashSeed } from '../../../input/hash-seed.ts';
import { InputError } from '../../../input/input-error.ts';
import { readRange } from '../../../input/range-reader.ts';
import type { LanguageTag } from '../../../language/language-tag.ts';
import { languages } from '../../../language/languages.ts';
import type { Message, MessageValue } from '../../../language/message.ts';
import type { Pack } from '../../../rule/pack.ts';
import { finish } from '../../../store/pausable-work.ts';
import { type Counter, countUp } from './counter.ts';
import { isDropped, noteProgress, type SharedProgress } from './shared-progress.ts';

/** What a thread is told when it begins. */
export interface ShareOrder {
  /** All rules of the scan. */
  readonly rules: readonly CompiledRule[];
  readonly packs: readonly Pack[] | undefined;
  readonly language: LanguageTag;
  /** What it may hold in memory, in bytes; the rest spills. */
  readonly budget: number;
  readonly options: Omit<ShareOptions, 'language'>;
  /** The units of rules that were taken, by whichever thread. */
  readonly taken: Counter;
}

/** What a thread is told while the log is read, and when it has ended. */
export type ThreadOrder =
  | {
      readonly kind: 'read';
      /** By which it is known. */
      readonly number: number;
      readonly range: FileRange;
      readonly progress: SharedProgress;
    }
  /** Nobody needs the pages of what was read any more. */
  | { readonly kind: 'release'; readonly number: number }
  | {
      readonly kind: 'evaluate';
      readonly log: SharedLog;
      /** The spill file of the main thread; undefined if it is closed already. */
      readonly descriptor: number | undefined;
    };

/** What came of a range. */
export interface RangeRead {
  readonly result: RangeResult;
  readonly segment: LogSegment;
  /** The spill file that its pages are in. */
  readonly descriptor: number | undefined;
}

/**
 * What a thread sends: what it read of a range, nothing if that has to be read by the main thread; what it found, rule by rule;
 * then that it is done. Or why the disk kept it from any of that.
 */
export type ThreadMessage =
  | { readonly kind: 'read'; readonly number: number; readonly read: RangeRead | undefined }
  | { readonly kind: 'result'; readonly result: HandedResult }
  | { readonly kind: 'done'; readonly spent: SpentState }
  | {
      readonly kind: 'refused';
      readonly path: string;
      readonly reason: MessageValue;
      readonly advice: Message;
    };

/** Does what it is told, one after the other: reads ranges of files, evaluates the units of rules that it takes. */
export function runShareThread(
  port: Pick<MessagePort, 'postMessage' | 'on'>,
  order: ShareOrder,
): void {
  const send = (message: ThreadMessage): void => port.postMessage(message);
  const spills = new Map<number, ShareableSpill>();
  const obey = (given: ThreadOrder): void => {
    if (given.kind === 'release') {
      spills.get(given.number)?.close();
      spills.delete(given.number);
    } else if (given.kind === 'read') {
      const spill = createShareableSpill();
      spills.set(given.number, spill);
      send({ kind: 'read', number: given.number, read: readSegment(order, given, spill) });
    } else {
      const spent = evaluate(order, given, (result) => send({ kind: 'result', result }));
      send({ kind: 'done', spent });
    }
  };
  port.on('message', (given: ThreadOrder) => {
    try {
      obey(given);
    } catch (error) {
      // Errors lose their kind on the way to another thread, so what people can mend is told as data.
      if (!(error instanceof InputError)) throw error;
      const { path, told, toldAdvice: advice } = error;
      send({ kind: 'refused', path, reason: told.values['reason'] ?? '', advice });
    }
  });
}

function readSegment(
  { rules, packs, budget, options, language }: ShareOrder,
  { range, progress }: Extract<ThreadOrder, { kind: 'read' }>,
  spill: ShareableSpill,
): RangeRead | undefined {
  const shared = { ...options, language: languages[language], ...(packs && { packs }) };
  const reader = createSegmentReader(rules, {
    ...shared,
    state: { budget, spill, seed: hashSeed() },
  });
  const reading = readRange(range, {
    onProgress: (bytes, records) => noteProgress(progress, bytes, records),
  });
  for (const batch of reading.batches) {
    if (isDropped(progress)) return undefined;
    for (const event of batch) reader.take(event);
  }
  const result = reading.result();
  if (!result) return undefined;
  return { result, segment: finish(reader.end()), descriptor: spill.descriptor() };
}

function evaluate(
  order: ShareOrder,
  { log, descriptor }: Extract<ThreadOrder, { kind: 'evaluate' }>,
  give: (result: HandedResult) => void,
): SpentState {
  const { rules, budget, taken, options } = order;
  const spill = createShareableSpill(undefined, { descriptor, slots: log.frozen.slots });
  const state = { budget, spill };
  const language = languages[order.language];
  try {
    const next = (): number => countUp(taken);
    const work = evaluateShared(log, rules, next, { ...options, language, state });
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      if (step.value) give(step.value);
    }
  } finally {
    spill.close();
  }
}
