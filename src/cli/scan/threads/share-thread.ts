import type { MessagePort } from 'node:worker_threads';
import type { CompiledRule } from '../../../detection/compiled-rule.ts';
import type { HandedResults } from '../../../engine/handed-results.ts';
import type { RuleShare } from '../../../engine/rule-share.ts';
import { createShareEngine, type ShareOptions } from '../../../engine/share-engine.ts';
import { readRecords } from '../../../input/events.ts';
import { createSpillFile } from '../../../input/file/spill-file.ts';
import { hashSeed } from '../../../input/hash-seed.ts';
import { InputError } from '../../../input/input-error.ts';
import type { LanguageTag } from '../../../language/language-tag.ts';
import { languages } from '../../../language/languages.ts';
import type { Message, MessageValue } from '../../../language/message.ts';
import { finish } from '../../../store/pausable-work.ts';
import { hasMore, type SharedCount } from './record-count.ts';

/** What a thread is to do: a share of the rules, over the events of some paths. */
export interface ShareOrder {
  /** All rules of the scan. */
  readonly rules: readonly CompiledRule[];
  readonly share: RuleShare;
  readonly paths: readonly string[];
  readonly encoding: string | undefined;
  readonly language: LanguageTag;
  /** What it may remember in memory, in bytes; the rest spills. */
  readonly budget: number;
  readonly options: Omit<ShareOptions, 'language' | 'state'>;
  readonly count: SharedCount;
}

/** What a thread sends: what it found, or why the log or the disk kept it from that. */
export type ThreadAnswer =
  | { readonly kind: 'handed'; readonly handed: HandedResults }
  | {
      readonly kind: 'refused';
      readonly path: string;
      readonly reason: MessageValue;
      readonly advice: Message;
    };

/** Does what a thread was ordered to do, and sends its answer. */
export async function runShareThread(
  port: Pick<MessagePort, 'postMessage'>,
  order: ShareOrder,
): Promise<void> {
  port.postMessage(await answerTo(order));
}

/** Errors lose their kind on the way to another thread, so what people can mend is told as data. */
async function answerTo(order: ShareOrder): Promise<ThreadAnswer> {
  try {
    return { kind: 'handed', handed: await evaluateShare(order) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { path, told, toldAdvice } = error;
    const { reason = '' } = told.values;
    return { kind: 'refused', path, reason, advice: toldAdvice };
  }
}

async function evaluateShare(order: ShareOrder): Promise<HandedResults> {
  const { rules, share, paths, encoding, budget, count } = order;
  const spill = createSpillFile();
  try {
    const engine = createShareEngine(rules, share, {
      ...order.options,
      language: languages[order.language],
      state: { budget, seed: hashSeed(), spill },
    });
    let [records, isOver] = [0, false];
    const { batches } = readRecords(paths, encoding === undefined ? {} : { encoding });
    for await (const batch of batches) {
      for (const record of batch) {
        if (record.kind === 'source') continue;
        isOver = !hasMore(count, records);
        if (isOver) break;
        records++;
        if (record.kind === 'event') engine.take(record);
        else engine.reject(record);
      }
      if (isOver) break;
    }
    return finish(engine.results());
  } finally {
    spill.close();
  }
}
