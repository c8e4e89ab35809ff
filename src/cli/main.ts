import { type Command, CommanderError } from 'commander';
import { exitCodes } from './exit-code.ts';
import { misuse } from './failure.ts';
import { createProgram } from './program.ts';
import { type EngineModules, loadEngine } from './scan/load-engine.ts';
import { type Io, processIo } from './terminal/io.ts';
import { asideSink, streamSink } from './terminal/sink.ts';
import { product } from './version.ts';

/** Runs the command line of a process and returns its exit code. */
export function run(host: NodeJS.Process): Promise<number> {
  return main(host.argv.slice(2), processIo(host));
}

/**
 * Runs one command line, program name excluded, and returns the exit code. Everything has been
 * written when the promise resolves; it never rejects.
 */
export async function main(
  argv: readonly string[],
  io: Io,
  load: () => Promise<EngineModules> = loadEngine,
): Promise<number> {
  const texts: string[] = [];
  const aside = asideSink(io.stderr);
  let exitCode: number = exitCodes.clean;
  const end = (code: number): void => {
    exitCode = code;
  };
  let help = 'oktahunt';
  try {
    const { version } = await product();
    const program = createProgram({ io, load, end }, version, (text) => texts.push(text));
    help = nameOf(program, argv);
    await parse(program, argv);
    await streamSink(io.stdout, 'standard output').write(texts.join(''));
    return exitCode;
  } catch (error) {
    const { explain } = await import('./error-text.ts');
    const told = explain(error, help);
    await aside.write(told.text);
    return told.exitCode;
  }
}

/** Parses and runs. Help and version end quietly, wrong usage becomes a failure. */
async function parse(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && error.code !== 'commander.help') throw translate(error);
  }
}

/** Commander's one text, `error: what\n(Did you mean this?)`, taken apart. */
function translate({ message }: CommanderError): Error {
  const [whole = '', hint] = message.replace(/^error: /, '').split('\n');
  // Who thinks that there is an option for a token has given it here; it must not get into a log.
  const what = whole.replace(/^(unknown option '-[^'=]*)=.*'$/, "$1'");
  const fix = hint?.replace(/^\(Did you mean (.*)\?\)$/, 'did you mean $1?');
  return misuse(what, fix);
}

/** The command that the arguments speak to, as one would type it. */
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
