import { readFile } from 'node:fs/promises';
import { wantsType } from '../../detection/wants-type.ts';
import { type Catalogue, loadCatalogue } from '../../input/catalogue.ts';
import { InputError } from '../../input/input-error.ts';
import { jsonText } from '../../report/json-text.ts';
import { createLook } from '../../report/look.ts';
import { listsOf, renderSheet, type Sheet } from '../../report/sheet.ts';
import { show } from '../../report/show.ts';
import type { Rule, RuleSet } from '../../rule/rule.ts';
import { unknown } from '../choice.ts';
import type { Io } from '../io.ts';
import { streamCanvas } from '../terminal.ts';

/** The text of one rule in a format of `rules show`. */
export async function showRule(
  name: string,
  rules: RuleSet,
  format: 'text' | 'json' | 'yaml',
  io: Pick<Io, 'stdout' | 'env' | 'platform'>,
): Promise<string> {
  const rule = ruleNamed(name, rules.rules);
  if (format === 'yaml') return readSafely(rule.place.file);
  const sheet = sheetOf(rule, rules, await loadCatalogue());
  if (format === 'json') return `${jsonText(jsonOf(sheet), 2)}\n`;
  const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
  return renderSheet(sheet, createLook({ ...canvas, verbose: true }));
}

/** The rule of a name or id; misuse if there is none. */
export function ruleNamed(name: string, rules: readonly Rule[]): Rule {
  const found = rules.find((rule) => rule.name === name) ?? rules.find((rule) => rule.id === name);
  if (found) return found;
  throw unknown(
    name,
    rules.map((rule) => rule.name),
    'rule',
  );
}

function sheetOf(rule: Rule, { rules, lists }: RuleSet, catalogue: Catalogue): Sheet {
  const { eventTypes, ideas } = catalogue;
  const feeds = rules.filter(({ windows }) =>
    windows.some((window) => window.rules.some((name) => name === rule.name || name === rule.id)),
  );
  return {
    rule,
    lists,
    eventTypes: eventTypes.filter(wantsType(rule.condition, lists)),
    documented: eventTypes.length,
    feeds: feeds.map((other) => other.name),
    ideas,
  };
}

function jsonOf({ rule, lists, eventTypes, feeds }: Sheet): object {
  const { raises, windows, condition: _, place, ...texts } = rule;
  return {
    ...texts,
    reports: rule.generate,
    raisedTo: raises.map(({ level }) => level),
    eventTypes,
    feeds,
    windows: windows.map(({ place: _place, aliases: _aliases, ...window }) => window),
    lists: Object.fromEntries(listsOf(rule).map((name) => [name, lists.get(name)?.length ?? 0])),
    file: place.file,
    line: place.line,
  };
}

/** A file's own lines, each made safe to print. Lines beyond this many columns are cut. */
const longestLine = 4_000;

async function readSafely(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw InputError.of(file, error, 'check the path and who may read it');
  }
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return lines.map((line) => `${show(line, { max: longestLine })}\n`).join('');
}
