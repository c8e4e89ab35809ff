import type { MessagePort } from 'node:worker_threads';
import type { CompiledRule } from '../../../detection/compiled-rule.ts';
import { evaluateShared, type ShareOptions } from '../../../engine/evaluate-shared.ts';
import type { HandedResult, SpentState } from '../../../engine/handed-result.ts';
import type { SharedLog } from '../../../engine/shared-log.ts';
import { createShareableSpill } from '../../../input/file/spill-file.ts';
import { InputError } from '../../../input/input-error.ts';
import type { LanguageTag } from '../../../language/language-tag.ts';
import { languages } from '../../../language/languages.ts';
import type { Message, MessageValue } from '../../../language/message.ts';
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

/** What a thread sends: what it found, rule by rule; then that it is done, or why the disk kept it from that. */
export type ThreadMessage =
  | { readonly kind: 'result'; readonly result: HandedResult }
  | { readonly kind: 'done'; readonly spent: SpentState }
  | {
      readonly kind: 'refused';
      readonly path: string;
      readonly reason: MessageValue;
      readonly advice: Message;
    };

/** Waits until it is given the log, evaluates the units of rules that it takes, and sends what it finds. */
export function runShareThread(
  port: Pick<MessagePort, 'postMessage' | 'once'>,
  order: ShareOrder,
): void {
  const send = (message: ThreadMessage): void => port.postMessage(message);
  port.once('message', (given: LogOrder) => {
    try {
      const spent = evaluate(order, given, (result) => send({ kind: 'result', result }));
      send({ kind: 'done', spent });
    } catch (error) {
      // Errors lose their kind on the way to another thread, so what people can mend is told as data.
      if (!(error instanceof InputError)) throw error;
      const { path, told, toldAdvice: advice } = error;
      send({ kind: 'refused', path, reason: told.values['reason'] ?? '', advice });
    }
  });
}

function evaluate(
  order: ShareOrder,
  { log, descriptor }: LogOrder,
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
