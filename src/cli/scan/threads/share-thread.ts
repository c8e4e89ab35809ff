import type { MessagePort } from 'node:worker_threads';
import type { CompiledRule } from '../../../detection/compiled-rule.ts';
import { evaluateShared, type ShareOptions } from '../../../engine/evaluate-shared.ts';
import type { HandedResults } from '../../../engine/handed-results.ts';
import type { SharedLog } from '../../../engine/shared-log.ts';
import { createSpillFile } from '../../../input/file/spill-file.ts';
import { InputError } from '../../../input/input-error.ts';
import type { LanguageTag } from '../../../language/language-tag.ts';
import { languages } from '../../../language/languages.ts';
import type { Message, MessageValue } from '../../../language/message.ts';
import { finish } from '../../../store/pausable-work.ts';
import { type Counter, countUp } from './counter.ts';

/** What a thread is told when it begins. */
export interface ShareOrder {
  /** All rules of the scan. */
  readonly rules: readonly CompiledRule[];
  readonly language: LanguageTag;
  /** What it may hold in memory, in bytes; the rest spills. */
  readonly budget: number;
  readonly options: Omit<ShareOptions, 'language'>;
  /** The units of rules that were taken, by whichever thread. */
  readonly taken: Counter;
}

/** What a thread is told when the log has ended. */
export interface LogOrder {
  readonly log: SharedLog;
  /** The spill file of the main thread; undefined if it is closed already. */
  readonly descriptor: number | undefined;
}

/** What a thread sends: what it found, or why the disk kept it from that. */
export type ThreadAnswer =
  | { readonly kind: 'handed'; readonly handed: HandedResults }
  | {
      readonly kind: 'refused';
      readonly path: string;
      readonly reason: MessageValue;
      readonly advice: Message;
    };

/** Waits until it is given the log, evaluates the units of rules that it takes, and sends its answer. */
export function runShareThread(
  port: Pick<MessagePort, 'postMessage' | 'once'>,
  order: ShareOrder,
): void {
  port.once('message', (given: LogOrder) => port.postMessage(answerTo(order, given)));
}

/** Errors lose their kind on the way to another thread, so what people can mend is told as data. */
function answerTo(order: ShareOrder, given: LogOrder): ThreadAnswer {
  try {
    return { kind: 'handed', handed: evaluate(order, given) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { path, told, toldAdvice } = error;
    const { reason = '' } = told.values;
    return { kind: 'refused', path, reason, advice: toldAdvice };
  }
}

function evaluate(order: ShareOrder, { log, descriptor }: LogOrder): HandedResults {
  const { rules, budget, taken, options } = order;
  const spill = createSpillFile(undefined, { descriptor, slots: log.frozen.slots });
  const state = { budget, spill };
  const language = languages[order.language];
  try {
    const next = (): number => countUp(taken);
    return finish(evaluateShared(log, rules, next, { ...options, language, state }));
  } finally {
    spill.close();
  }
}
