import { type Message, type Told, told } from '../../language/message.ts';

/** A place in a rule file; line and column count from 1. */
export interface SourcePlace {
  /** The file as the user named it. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
  /** The character in it, from 1. */
  readonly column: number;
}

/** One mistake in a rule file: one sentence, with a suggestion where there is one. May quote the file: hostile text. */
export interface Diagnostic extends SourcePlace, Told {}

/** A mistake at a place. */
export function mistakeAt({ file, line, column }: SourcePlace, what: Message): Diagnostic {
  return { file, line, column, ...told(what) };
}

/** A field that a rule spells otherwise than the log does. */
export interface Respelling {
  readonly place: SourcePlace;
  readonly written: string;
  readonly meant: string;
}

/** Thrown for rules that cannot be used; holds every problem found, in file order. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  /** Every mistake, in the order of files. */
  readonly problems: readonly Diagnostic[];

  constructor(problems: readonly Diagnostic[]) {
    super(problems.map(describe).join('\n'));
    this.problems = problems;
  }
}

function describe(problem: Diagnostic): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
}
