import { isMessage, type Message, tell } from '../../language/message.ts';
import type { Formula } from '../expression.ts';
import { isScalar } from '../yaml/yaml-source.ts';

/** Why a formula is wrong, and where in its text. */
export interface FormulaFlaw {
  readonly told: Message;
  readonly offset: number;
}

/** What a name in a formula stands for, or why it stands for nothing. */
export type ResolveName = (name: string) => Formula | Message;

/** A formula with more numbers and names is a mistake or an attack. */
const maxOperands = 64;
/** Greater numbers are not exact. */
const greatest = 1e15;

/** A number, a name, a sign, or what is none of these; blanks before it. */
const token = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|([-+*/()])|(\S))/gy;

interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'stray';
  readonly text: string;
  readonly offset: number;
}

/**
 * Reads numbers and names with `+`, `-`, `*`, `/` and brackets between them, as in arithmetic: `*` and `/`
 * bind closer, and what binds alike is joined from left to right.
 */
export function parseFormula(text: string, resolve: ResolveName): Formula | FormulaFlaw {
  const tokens = tokensOf(text);
  const stray = tokens.find(({ kind }) => kind === 'stray');
  if (stray) {
    return flaw(tell('windowMistake.straySign', { text: stray.text }), stray);
  }
  const operands = tokens.filter(({ kind }) => kind === 'number' || kind === 'name');
  if (operands.length > maxOperands) {
    return { told: tell('windowMistake.formulaTooLong', { most: maxOperands }), offset: 0 };
  }
  return readTokens(tokens, text.length, resolve);
}

function readTokens(
  tokens: readonly Token[],
  length: number,
  resolve: ResolveName,
): Formula | FormulaFlaw {
  const end: Token = { kind: 'stray', text: '', offset: length };
  const flaws: FormulaFlaw[] = [];
  let at = 0;
  const here = (): Token => tokens[at] ?? end;
  const isSign = (signs: string): boolean => here().kind === 'sign' && signs.includes(here().text);
  const fail = (told: Message): Formula => {
    flaws.push(flaw(told, here()));
    at = tokens.length;
    return nought;
  };
  const joined = (signs: string, read: () => Formula): Formula => {
    let left = read();
    while (isSign(signs)) {
      const { text: sign } = here();
      at++;
      left = { kind: 'operation', sign: sign as Sign, left, right: read() };
    }
    return left;
  };
  const sum = (depth: number): Formula => joined('+-', () => joined('*/', () => operand(depth)));
  const operand = (depth: number): Formula => {
    if (isSign('(')) return bracketed(depth + 1);
    const { kind, text } = here();
    if (kind !== 'number' && kind !== 'name') {
      const hint = isSign('-') ? tell('hint.belowZero') : '';
      return fail(tell('windowMistake.operandMissing', { hint }));
    }
    if (kind === 'name' && tokens[at + 1]?.text === '(') {
      return fail(tell('windowMistake.noFormulaFunctions', { text }));
    }
    const found = kind === 'number' ? numberOf(text) : resolve(text);
    if (isMessage(found)) return fail(found);
    at++;
    return found;
  };
  const bracketed = (depth: number): Formula => {
    if (depth > maxOperands) return fail(tell('windowMistake.bracketsTooDeep'));
    at++;
    const inner = sum(depth);
    if (!isSign(')')) return flaws.length > 0 ? inner : fail(tell('windowMistake.bracketMissing'));
    at++;
    return inner;
  };
  const formula = sum(0);
  if (flaws.length === 0 && at < tokens.length) {
    fail(isSign(')') ? tell('windowMistake.bracketCloses') : tell('windowMistake.signMissing'));
  }
  return flaws[0] ?? formula;
}

/** Whether a value that is no formula where it stands was probably meant as one. */
export function looksLikeFormula(value: unknown): boolean {
  return isScalar(value) && /[\w)] *[+*/] *[\w(]|[\w)] - [\w(]/.test(String(value.value));
}

function numberOf(text: string): Formula | Message {
  const value = Number(text);
  return value > greatest
    ? tell('windowMistake.numberTooLarge', { text })
    : { kind: 'number', value };
}

type Sign = Extract<Formula, { kind: 'operation' }>['sign'];

const nought: Formula = { kind: 'number', value: 0 };

function flaw(told: Message, { offset }: Token): FormulaFlaw {
  return { told, offset };
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(token)].map((match) => {
    const [whole, number, name, sign, stray = ''] = match;
    const word = number ?? name ?? sign ?? stray;
    const offset = match.index + whole.length - word.length;
    const kind = number ? 'number' : name ? 'name' : sign ? 'sign' : 'stray';
    return { kind, text: word, offset };
  });
}

/** The parts of a formula that are no operation, each time they stand there. */
export function* operandsOf(formula: Formula): Generator<Exclude<Formula, { kind: 'operation' }>> {
  if (formula.kind !== 'operation') {
    yield formula;
    return;
  }
  yield* operandsOf(formula.left);
  yield* operandsOf(formula.right);
}

/** A formula as a rule would write it; brackets stand only where they change something. */
export function formulaText(formula: Formula): string {
  switch (formula.kind) {
    case 'number':
      return String(formula.value);
    case 'fact':
      return `${formula.window}.${formula.name}`;
    case 'field':
      return formula.path;
    case 'age':
      return 'log.days';
    case 'selection':
      return formula.name;
    case 'operation': {
      const { sign, left, right } = formula;
      const isClose = sign === '*' || sign === '/';
      const inner = (part: Formula, isRight: boolean): string => {
        const isLoose = part.kind === 'operation' && '+-'.includes(part.sign);
        const breaks = isClose
          ? isLoose || (isRight && part.kind === 'operation')
          : isRight && isLoose;
        return breaks ? `(${formulaText(part)})` : formulaText(part);
      };
      return `${inner(left, false)} ${sign} ${inner(right, true)}`;
    }
  }
}
