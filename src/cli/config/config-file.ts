import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { clauses, type Message, type MessageValue, tell } from '../../language/message.ts';
import { quotable } from '../../okta/auth/quotable.ts';
import { didYouMean } from '../../rule/yaml/did-you-mean.ts';
import { misuse } from '../failure.ts';
import {
  type OptionSettingName,
  optionSettingNames,
  type Section,
  sections,
} from './option-settings.ts';
import { type OptionFile, type OptionValue, readOptionValue } from './option-values.ts';
import { type Layer, refusalOf, type SettingName, settingNames } from './settings.ts';

/** Longest configuration file, in characters. */
const longest = 65_536;

/** Parses a configuration file; all its mistakes become one misuse, each with its place. */
export function parseLayer(text: string, file: string, isOwn: boolean): Layer {
  if (text.length > longest) throw misuse(tell('setting.fileTooLong', { file }));
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: Message[] = [];
  const report = (offset: number, what: MessageValue): void => {
    const { line, col } = lines.linePos(offset);
    const place = { file, line: String(line), column: String(col) };
    problems.push(tell('setting.problem', { ...place, what }));
  };
  // After a colon the parser quotes its input, which could be a secret.
  for (const { pos, message } of document.errors) report(pos[0], message.replace(/: [\s\S]*$/, ''));
  const reading: Reading = { file, isOwn, values: {}, options: [], lines, report };
  const root = document.contents;
  if (problems.length === 0 && root !== null && !isMap(root)) report(0, tell('setting.noMap'));
  if (isMap(root)) readEntries(root, undefined, reading);
  const fault = clauses(problems);
  if (fault) throw misuse(fault, tell('setting.initWrites'));
  const { values, options } = reading;
  return { file, isOwn, values, options };
}

/** A file while it is read. */
interface Reading extends OptionFile {
  readonly values: Partial<Record<SettingName, string>>;
  readonly options: OptionValue[];
  readonly lines: LineCounter;
  readonly report: (offset: number, what: MessageValue) => void;
}

/** Reads the settings of a file, or those of one of its sections. */
function readEntries(map: YAMLMap, section: Section | undefined, reading: Reading): void {
  for (const { key, value } of map.items) {
    const at = (isScalar(key) && key.range?.[0]) || 0;
    const name = isScalar(key) ? String(key.value) : '';
    const isSection = (sections as readonly string[]).includes(name);
    if (section === undefined && isSection) {
      if (isMap(value)) readEntries(value, name as Section, reading);
      else reading.report(at, tell('setting.sectionMap', { name }));
      continue;
    }
    const option = optionSettingNames.find((candidate) => candidate === name);
    if (option) readOption(option, { at, value, section }, reading);
    else readSetting(name, { at, value, section }, reading);
  }
}

interface FileEntry {
  readonly at: number;
  readonly value: unknown;
  readonly section: Section | undefined;
}

function readOption(
  name: OptionSettingName,
  { at, value, section }: FileEntry,
  reading: Reading,
): void {
  const read = readOptionValue(name, value, reading);
  if ('problem' in read) {
    reading.report(at, read.problem);
    return;
  }
  const { line, col } = reading.lines.linePos(at);
  const place = `${reading.file}:${line}:${col}`;
  reading.options.push({ name, section, value: read.value, place });
}

function readSetting(name: string, entry: FileEntry, { isOwn, values, report }: Reading): void {
  const known = settingNames.find((candidate) => candidate === name);
  const fault = known ? faultOf(known, entry, isOwn) : unknownName(name, entry.section);
  if (fault !== undefined) report(entry.at, fault);
  else if (known && isScalar(entry.value)) values[known] = String(entry.value.value);
}

function unknownName(name: string, section: Section | undefined): Message {
  const all = [...settingNames, ...optionSettingNames, ...(section ? [] : sections)];
  return tell('setting.unknown', { name: quotable(name), hint: didYouMean(name, all) });
}

/** Why a file may not give a setting of the connection like this; undefined if it may. */
function faultOf(
  name: SettingName,
  { value, section }: FileEntry,
  isOwn: boolean,
): Message | undefined {
  const refusal = refusalOf(name, isOwn);
  if (refusal !== undefined) return refusal;
  if (section) return tell('setting.ofConnection', { name });
  const isText = isScalar(value) && ['string', 'number'].includes(typeof value.value);
  return isText ? undefined : tell('setting.mustBeText', { name });
}
