import { spawn } from 'node:child_process';
import { tell } from '../../language/message.ts';
import type { Display } from '../option/display-options.ts';
import { canRedraw } from './canvas.ts';
import type { Interrupt } from './interrupt.ts';
import type { Io, PagerProcess, StartPager } from './io.ts';
import { type Sink, streamSink } from './sink.ts';

/** Quits at once what fits on a screen, passes colours on, leaves the text on the screen. */
const usualPager = 'less -FRX';
/** What git tells pagers whose options nobody has set. */
const pagerDefaults = { LESS: 'FRX', LV: '-c' } as const;
/**
 * A shell's exit codes for a program that it cannot run. That of Windows says 1 then, or 9009, which a pager may say as
 * well; to tell a report twice is better than not at all.
 */
const notRun = (platform: string): readonly (number | null)[] =>
  platform === 'win32' ? [1, 9009] : [126, 127];
/** A report of more characters is not kept until the end, but given to the pager as it comes. */
const mostKept = 32 * 1024 ** 2;

/**
 * The pager for a long report on standard output: `OKTAHUNT_PAGER`, else `PAGER`, else less (not on Windows, which
 * has none that can show colours). None off a terminal that a person watches, if it is empty or `cat`, or if none
 * is wanted.
 */
export function pagerFor(
  { stdout, env, platform }: Pick<Io, 'stdout' | 'env' | 'platform'>,
  { pager, plain }: Pick<Display, 'pager' | 'plain'>,
): string | undefined {
  if (!pager || plain || !canRedraw(stdout, env)) return undefined;
  const usual = platform === 'win32' ? '' : usualPager;
  const command = (env['OKTAHUNT_PAGER'] ?? env['PAGER'] ?? usual).trim();
  return command === '' || command === 'cat' ? undefined : command;
}

/** Standard output for a report: for people at length through a pager, if there is a terminal. */
export function reportSink(
  {
    display,
    isLong,
  }: { readonly display: Pick<Display, 'pager' | 'plain'>; readonly isLong: boolean },
  io: Io,
  interrupt: Pick<Interrupt, 'by' | 'leaveKeyboard'>,
): Sink {
  const pager = isLong ? pagerFor(io, display) : undefined;
  return pager === undefined
    ? streamSink(io.stdout, tell('output.stdout'))
    : pagedSink(pager, io, interrupt);
}

/**
 * Writes to a pager, which starts when all was written. A reader who quits early has read enough: that is no error.
 * If the pager cannot be run, or the run was interrupted, the text goes to standard output.
 */
function pagedSink(
  command: string,
  io: Pick<Io, 'stdout' | 'env' | 'platform' | 'startPager'>,
  interrupt: Pick<Interrupt, 'by' | 'leaveKeyboard'>,
): Sink {
  const plain = streamSink(io.stdout, tell('output.stdout'));
  const kept: string[] = [];
  let [size, isGone] = [0, false];
  let pager: PagerProcess | undefined;
  const begin = async (): Promise<PagerProcess> => {
    interrupt.leaveKeyboard();
    const started = (io.startPager ?? spawnPager)(command, io.env);
    for (const text of kept) await started.write(text);
    return started;
  };
  const writePlainly = async (): Promise<void> => {
    for (const text of kept.splice(0)) await plain.write(text);
  };
  return {
    waits: true,
    write: async (text) => {
      if (isGone) return;
      if (pager) return pager.write(text);
      kept.push(text);
      size += text.length;
      if (size <= mostKept) return;
      pager = await begin();
      kept.length = 0;
    },
    finish: async () => {
      if (!pager && interrupt.by() !== undefined) return writePlainly();
      const code = await (pager ?? (await begin())).end();
      if (notRun(io.platform).includes(code)) await writePlainly();
    },
    discard: () => {
      isGone = true;
    },
  };
}

/** Runs a pager in a shell, in front of the terminal. */
const spawnPager: StartPager = (command, env) => {
  const child = spawn(command, {
    shell: true,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...pagerDefaults, ...env },
  });
  const ended = new Promise<number | null>((done) => {
    child.on('error', () => done(127));
    child.on('close', done);
  });
  // It need not read all.
  child.stdin.on('error', () => {});
  return {
    write: (text) => {
      const taken = new Promise<void>((done) => child.stdin.write(text, () => done()));
      return Promise.race([taken, ended.then(() => {})]);
    },
    end: () => {
      child.stdin.end();
      return ended;
    },
  };
};
