import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './cli/binary.ts';

/** One line of a Dockerfile. */
export interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** The stages of a Dockerfile without continued lines, each with its instructions. */
export function stagesOf(text: string): readonly (readonly Instruction[])[] {
  const stages: Instruction[][] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, name = '', value = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === '') throw new Error(`not an instruction: ${line}`);
    if (name === 'FROM') stages.push([]);
    const stage = stages.at(-1);
    if (!stage) throw new Error('the first instruction must be FROM');
    stage.push({ name, value });
  }
  return stages;
}

/** The value of the only instruction of a name. */
export function valueIn(stage: readonly Instruction[], name: string): string {
  const values = stage.filter((one) => one.name === name).map(({ value }) => value);
  if (values.length !== 1) throw new Error(`${values.length} of ${name}`);
  return values[0] as string;
}

/** Copies what `.dockerignore` leaves of the repository, which names everything that is wanted. */
export function copyContext(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const wanted = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  if (wanted[0] !== '*') throw new Error('the first line must leave out everything');
  for (const line of wanted.slice(1)) {
    const name = line.replace(/^!/, '');
    if (!existsSync(join(root, name))) throw new Error(`there is no ${name}`);
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
}
