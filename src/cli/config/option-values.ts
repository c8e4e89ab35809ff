import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { type Message, tell } from '../../language/message.ts';
import type { DeliverTarget } from '../option/deliver-option.ts';
import type { NamedList } from '../rules/rule-options.ts';
import { type OptionSettingName, optionRowOf, type Section } from './option-settings.ts';
import { readReceivers } from './receiver-values.ts';

/** An option as a configuration file gives it. */
export interface OptionValue {
  readonly name: OptionSettingName;
  /** The command that it is for; undefined for all that have the option. */
  readonly section: Section | undefined;
  readonly value:
    | boolean
    | string
    | readonly string[]
    | readonly NamedList[]
    | readonly DeliverTarget[];
  /** `file:line:col` */
  readonly place: string;
}

/** The file that a value stands in. */
export interface OptionFile {
  readonly file: string;
  readonly isOwn: boolean;
}

/** Reads the value of an option, or returns why it is none. */
export function readOptionValue(
  name: OptionSettingName,
  node: unknown,
  file: OptionFile,
): { readonly value: OptionValue['value'] } | { readonly problem: Message } {
  const { kind, isOwn } = optionRowOf(name);
  if (isOwn && !file.isOwn) {
    return {
      problem: tell('setting.onlyOwn', { name }),
    };
  }
  if (kind === 'lists') return readLists(name, node, file);
  if (kind === 'receivers') return readReceivers(name, node, file);
  if (kind === 'flag') {
    const value = isScalar(node) ? node.value : undefined;
    return typeof value === 'boolean'
      ? { value }
      : { problem: tell('setting.mustBeFlag', { name }) };
  }
  const texts = isSeq(node) && kind === 'texts' ? node.items.map(textOf) : [textOf(node)];
  if (!texts.every((text) => text !== undefined)) {
    return {
      problem: tell(kind === 'texts' ? 'setting.mustBeTexts' : 'setting.mustBeText', { name }),
    };
  }
  const paths = texts.map((text) => pathOf(name, text as string, file));
  const outside = paths.indexOf(undefined);
  if (outside >= 0) {
    return {
      problem: tell('setting.outside', { name, path: String(texts[outside]) }),
    };
  }
  return { value: kind === 'texts' ? (paths as string[]) : (paths[0] as string) };
}

function textOf(node: unknown): string | undefined {
  const value = isScalar(node) ? node.value : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A path is relative to its file, behind `FORMAT=` where there is one. Undefined if it may not be there. */
function pathOf(
  name: OptionSettingName,
  text: string,
  { file, isOwn }: OptionFile,
): string | undefined {
  const { path, option } = optionRowOf(name);
  if (path === undefined) return text;
  const at = option === 'output' ? text.indexOf('=') + 1 : 0;
  const named = text.slice(at);
  if (named === '' || named === '-') return text;
  const folder = dirname(file);
  const whole = resolve(folder, named);
  const below = relative(folder, whole);
  const isOutside = below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
  return path === 'write' && !isOwn && isOutside ? undefined : text.slice(0, at) + whole;
}

function readLists(
  name: OptionSettingName,
  node: unknown,
  { file }: OptionFile,
): { readonly value: readonly NamedList[] } | { readonly problem: Message } {
  if (!isMap(node)) return { problem: tell('setting.mustBeLists', { name }) };
  const lists: NamedList[] = [];
  for (const { key, value } of node.items as Pair<Node, Node>[]) {
    const list = textOf(key);
    const path = textOf(value);
    const values = isSeq(value) ? value.items.map(textOf) : undefined;
    if (list === undefined) return { problem: tell('setting.listNames', { name }) };
    if (path !== undefined) lists.push({ name: list, file: resolve(dirname(file), path) });
    else if (values?.every((text) => text !== undefined)) {
      lists.push({ name: list, values: values as string[] });
    } else return { problem: tell('setting.listValues', { name, list }) };
  }
  return { value: lists };
}
