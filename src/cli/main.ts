import { type Command, CommanderError } from 'commander';
import { exitCodes } from './exit-code.ts';
import { misuse } from './failure.ts';
import { speechOf } from './option/speech.ts';
import { createProgram } from './program.ts';
import { type EngineModules, loadEngine } from './scan/load-engine.ts';
import { type Io, processIo } from './terminal/io.ts';
import { asideSink, streamSink } from './terminal/sink.ts';
import { setV8Flags } from './v8-flags.ts';
import { product } from './version.ts';

/** Runs the command line of a process and returns its exit code. */
export function run(host: NodeJS.Process): Promise<number> {
  setV8Flags();
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
  const stderr = asideSink(io.stderr);
  let exitCode: number = exitCodes.clean;
  const end = (code: number): void => {
    exitCode = code;
  };
  let help = 'oktahunt';
  const speech = speechOf(argv, io.env);
  try {
    const { version } = await product();
    const context = { io, load, end, argv, speech };
    const program = createProgram(context, version, (text) => texts.push(text));
    help = nameOf(program, argv);
    await parse(program, argv);
    await streamSink(io.stdout, 'standard output').write(texts.join(''));
    return exitCode;
  } catch (error) {
    const { explain } = await import('./error-text.ts');
    const { text, exitCode: failed } = explain(error, help, speech.language);
    await stderr.write(text);
    return failed;
  }
}

/** Parses and runs. Help and version end normally, wrong usage becomes a failure. */
async function parse(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && error.code !== 'commander.help') throw asMisuse(error);
  }
}

/** Commander's message, `error: what\n(Did you mean this?)`, as message and advice. */
function asMisuse({ message }: CommanderError): Error {
  const [whole = '', hint] = message.replace(/^error: /, '').split('\n');
  // The value may be a token, given to an option that does not exist; it must not get into a log.
  const what = whole.replace(/^(unknown option '-[^'=]*)=.*'$/, "$1'");
  return misuse(what, hint?.replace(/^\(Did you mean (.*)\?\)$/, 'did you mean $1?'));
}

/** The command that the arguments name, as typed. */
function nameOf(program: Command, argv: readonly string[]): string {
  const names = [program.name()];
  let command = program;
  for (const word of argv) {
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (!next) break;
    names.push(word);
    command = next;
  }
  return names.join(' ');
}
