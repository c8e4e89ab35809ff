import { type Command, CommanderError } from 'commander';
import { tell } from '../language/message.ts';
import { exitCodes } from './exit-code.ts';
import { logFormatIn } from './log/log-format.ts';
import { createRunLog } from './log/run-log.ts';
import { languageBehind, speechOf } from './option/speech.ts';
import { createProgram } from './program.ts';
import { type EngineModules, loadEngine } from './scan/load-engine.ts';
import { type Io, processIo, withStderr } from './terminal/io.ts';
import { asideSink, streamSink } from './terminal/sink.ts';
import { usageError } from './usage-error.ts';
import { product } from './version.ts';

/** Runs the command line of a process and returns its exit code. */
export function run(host: NodeJS.Process): Promise<number> {
  return main(host.argv.slice(2), processIo(host));
}

/**
 * Runs a command line, without the program name, and returns the exit code. All output has been
 * written when the promise resolves; it never rejects.
 */
export async function main(
  argv: readonly string[],
  io: Io,
  load: () => Promise<EngineModules> = loadEngine,
): Promise<number> {
  const texts: string[] = [];
  const log = createRunLog(io, logFormatIn(argv));
  let exitCode: number = exitCodes.clean;
  const end = (code: number): void => {
    exitCode = code;
  };
  let help = 'oktahunt';
  const speech = speechOf(argv, io.env);
  try {
    const { version } = await product();
    const context = { io: withStderr(io, log.stderr), load, end, argv, speech, useLog: log.use };
    const program = createProgram(context, version, (text) => texts.push(text));
    const words = languageBehind(argv, (rest) => commandLength(program, rest));
    help = [program, ...commandsIn(program, words)].map((command) => command.name()).join(' ');
    await parse(program, words);
    await streamSink(io.stdout, tell('output.stdout')).write(texts.join(''));
    return exitCode;
  } catch (error) {
    const { explain } = await import('./error-text.ts');
    const { text, exitCode: failed } = explain(error, help, speech.language);
    const [line = '', ...details] = text.trimEnd().split('\n');
    const fields = { exitCode: failed, details: details.map((detail) => detail.trim()) };
    const stderr = log.stderr();
    if (stderr.entry && text !== '') await stderr.entry({ event: 'run.failed', line, fields });
    else await asideSink(stderr).write(text);
    return failed;
  }
}

/** Parses and runs. Help and version end normally, wrong usage becomes a failure. */
async function parse(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && error.code !== 'commander.help') throw usageError(error);
  }
}

/** The commands that the words at the beginning of a command line name, each within the one before. */
function commandsIn(program: Command, words: readonly string[]): readonly Command[] {
  const named: Command[] = [];
  for (const word of words) {
    const next = (named.at(-1) ?? program).commands.find((command) => command.name() === word);
    if (!next) break;
    named.push(next);
  }
  return named;
}

/** The number of words that name a command which does something; 0 if none is named. */
function commandLength(program: Command, words: readonly string[]): number {
  const named = commandsIn(program, words);
  return named.at(-1)?.commands.length === 0 ? named.length : 0;
}
