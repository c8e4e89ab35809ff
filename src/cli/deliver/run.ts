import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type DeadLetter,
  deadLetterSchema,
  deadLetterVersion,
} from '../../delivery/dead-letter.ts';
import { objectIn } from '../../event/json.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { InputError } from '../../input/input-error.ts';
import type { Language } from '../../language/language.ts';
import type { LanguageTag } from '../../language/language-tag.ts';
import { languages } from '../../language/languages.ts';
import { tell } from '../../language/message.ts';
import { parseReport } from '../../saved-report/parse-report.ts';
import { SavedReportError } from '../../saved-report/saved-report.ts';
import { exitCodes } from '../exit-code.ts';
import { misuse } from '../failure.ts';
import type { DeliverTarget } from '../option/deliver-option.ts';
import { openRunDeliveries } from '../scan/scan-deliveries.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';

/** The checked options of `deliver`. */
export interface DeliverPlan {
  readonly path: string;
  readonly targets: readonly DeliverTarget[];
  readonly deadLetters: string;
  readonly language: LanguageTag;
  /** Of what is said on standard error. */
  readonly spoken: Language;
  readonly zone: string | undefined;
  readonly quiet: boolean;
}

/** Delivers what a file holds, and returns the exit code. */
export async function runDeliver(plan: DeliverPlan, io: Io): Promise<number> {
  const { path, targets, deadLetters, zone, quiet, spoken } = plan;
  if (path !== '-' && resolve(io.cwd(), path) === resolve(io.cwd(), deadLetters)) {
    throw misuse(tell('delivery.sameFile', { file: path }), tell('delivery.otherFile'));
  }
  const items = itemsOf(await textOf(path, io), path);
  const interrupt = onInterrupt(io, () => {});
  const language = languages[plan.language];
  try {
    const options = { targets, deadLetters, io, language, spoken, zone, quiet };
    const deliveries = await openRunDeliveries(options);
    try {
      for (const { about, to } of items) {
        interrupt.abort.throwIfAborted();
        await deliveries.send(about, to);
      }
    } catch (error) {
      await deliveries.discard();
      throw error;
    }
    const isWhole = await deliveries.finish(interrupt.abort);
    const by = interrupt.by();
    if (by !== undefined) return exitCodes[by];
    return isWhole ? exitCodes.clean : exitCodes.breakdown;
  } catch (error) {
    const by = interrupt.by();
    if (by === undefined) throw error;
    return exitCodes[by];
  } finally {
    interrupt.release();
  }
}

/** What is delivered, and the receiver that it was for. */
interface Item {
  readonly about: Finding | Case;
  readonly to: string | undefined;
}

function itemsOf(text: string, file: string): readonly Item[] {
  const [head = ''] = text.trimStart().split('\n', 1);
  if (objectIn(head)?.['kind'] !== 'dead-letter') {
    const { findings, cases } = parseReport(text, file);
    return [...findings, ...cases].map((about) => ({ about, to: undefined }));
  }
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const { about, to } = letterOf(line, file, index + 1);
    return [{ about, to }];
  });
}

function letterOf(line: string, file: string, number: number): DeadLetter {
  const value = objectIn(line);
  const result = deadLetterSchema.safeParse(value);
  if (result.success) return value as unknown as DeadLetter;
  const [issue] = result.error.issues;
  const isOlder = value !== undefined && value['schemaVersion'] !== deadLetterVersion;
  const path = (issue?.path ?? []).map(String).join('.') || 'kind';
  const reason = isOlder
    ? tell('delivery.otherVersion', { version: deadLetterVersion })
    : tell('delivery.noLetter', { path });
  const place = tell('delivery.line', { line: number });
  throw new SavedReportError(file, place, reason, tell('delivery.removeLine'));
}

async function textOf(path: string, { stdin }: Io): Promise<string> {
  const advice = tell('delivery.nameInput');
  if (path !== '-') return readFile(path, 'utf8').catch(InputError.thrower(path, advice));
  const parts: Buffer[] = [];
  for await (const part of stdin) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}
