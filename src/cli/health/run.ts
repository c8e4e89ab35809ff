import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { parseTime } from '../../event/time.ts';
import { type Language, say } from '../../language/language.ts';
import { tell, toldBy, valueIn } from '../../language/message.ts';
import { show } from '../../report/text/escape.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { breakdown } from '../failure.ts';
import { asideSink, streamSink } from '../terminal/sink.ts';
import { type HealthAddress, portOf } from './health-address.ts';
import { type HealthReport, healthReport, parseHealth } from './health-report.ts';
import { reasonText } from './reason-text.ts';

/** A probe must answer before its own time is up; milliseconds. */
const patience = 4_000;
/** A file is too old after so many times the length between two. */
const beatsMissed = 3;
/** No answer has more bytes. */
const longest = 65_536;

/** Asks once, says the answer, and returns the exit code: 0 if all is well, else 1. */
export async function runHealth(
  target: string,
  isAliveEnough: boolean,
  { io, speech }: CommandContext,
): Promise<number> {
  const { language } = speech;
  const found = await askedOf(target, isAliveEnough, io.now(), language);
  if (typeof found === 'string') {
    await asideSink(io.stderr).write(`${found}\n`);
    return exitCodes.findings;
  }
  const isWell = isAliveEnough ? found.alive : found.ready;
  const reasons = found.reasons.map((reason) => reasonText(reason, language));
  const list = reasons.join(language.texts['list.comma']);
  const [well, unwell] = isAliveEnough
    ? (['health.alive', 'health.notAlive'] as const)
    : (['health.ready', 'health.notReady'] as const);
  const line = isWell ? say(language, well) : say(language, unwell, { reasons: list });
  await streamSink(io.stdout, tell('output.stdout')).write(`${line}\n`);
  return isWell ? exitCodes.clean : exitCodes.findings;
}

/** The report, or why there is none. */
async function askedOf(
  target: string,
  isAliveEnough: boolean,
  now: number,
  language: Language,
): Promise<HealthReport | string> {
  try {
    const address = portOf(target) ?? (await socketAt(target));
    if (!address) return readNote(await readFile(target, 'utf8'), now, language);
    const text = await ask(address, isAliveEnough ? '/healthz' : '/readyz');
    return parseHealth(text) ?? say(language, 'health.noReport');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const cause = valueIn(language, toldBy(error as Error)) || code;
    return say(language, 'health.noAnswer', { cause: show(cause) });
  }
}

async function socketAt(path: string): Promise<HealthAddress | undefined> {
  return (await stat(path)).isSocket() ? { kind: 'socket', path } : undefined;
}

/** A note that is older than it should be is one of a watch that hangs, or ended. */
function readNote(text: string, now: number, language: Language): HealthReport | string {
  const note = parseHealth(text);
  const at = note?.at === undefined ? undefined : parseTime(note.at);
  if (!note || at === undefined || note.every === undefined)
    return say(language, 'health.noReport');
  const [seconds, limit] = [Math.round((now - at) / 1_000), beatsMissed * note.every];
  if (seconds <= limit) return note;
  return healthReport([...note.reasons, { code: 'stalled', seconds, limit }]);
}

function ask(address: HealthAddress, path: string): Promise<string> {
  const at =
    address.kind === 'socket'
      ? { socketPath: address.path }
      : { host: address.host, port: address.port };
  return new Promise((done, fail) => {
    const asking = request({ ...at, path, agent: false, timeout: patience }, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > longest) response.destroy(breakdown(tell('health.tooLong')));
        parts.push(part);
      });
      response.on('end', () => done(Buffer.concat(parts).toString('utf8')));
      response.on('error', fail);
    });
    const timer = setTimeout(() => asking.destroy(breakdown(tell('health.tooLate'))), patience);
    asking.on('close', () => clearTimeout(timer));
    asking.on('error', fail);
    asking.end();
  });
}
