import { readFile } from 'node:fs/promises';
import { compileRules } from '../../../detection/compile.ts';
import { createRuleEventTypes, sourcesOf } from '../../../engine/rule-event-types.ts';
import { conditionText } from '../../../explain/correlation-text.ts';
import { type Catalogue, loadCatalogue } from '../../../input/idea-catalogue.ts';
import { InputError } from '../../../input/input-error.ts';
import type { LoadedRules } from '../../../input/rule-files.ts';
import { inEnglish } from '../../../language/languages.ts';
import { tell } from '../../../language/message.ts';
import { openedMatches } from '../../../report/rule/opened-condition.ts';
import {
  listsOf,
  type RuleDetails,
  renderFilter,
  renderRuleDetails,
} from '../../../report/rule/rule-details.ts';
import { show } from '../../../report/text/escape.ts';
import { jsonText } from '../../../report/text/json-text.ts';
import { createTheme } from '../../../report/text/theme.ts';
import type { Correlation } from '../../../rule/correlation/correlation.ts';
import { type Filter, isCalled, mentionsOf, type Rule, type RuleSet } from '../../../rule/rule.ts';
import { translated } from '../../../rule/translation.ts';
import type { Aliases } from '../../../rule/window/window.ts';
import { misuse } from '../../failure.ts';
import { unknown } from '../../option/enum.ts';
import type { Speech } from '../../option/speech.ts';
import { streamCanvas } from '../../terminal/canvas.ts';
import type { Io } from '../../terminal/io.ts';

/** What showing a rule needs of the run. */
interface ShowContext {
  readonly io: Pick<Io, 'stdout' | 'env' | 'platform' | 'now'>;
  readonly speech: Speech;
}

/** The text of one rule in a format of `rules show`. */
export async function showRule(
  name: string,
  loaded: LoadedRules,
  format: 'text' | 'json' | 'yaml',
  context: ShowContext,
): Promise<string> {
  const { io, speech } = context;
  // Programs read a rule's own words, whatever the language.
  const rules = format === 'text' ? translated(loaded) : loaded;
  const filter = rules.filters.find((one) => one.name === name || one.id === name);
  if (filter) return showFilter(filter, rules, format, context);
  const rule = ruleNamed(name, rules);
  if (format === 'yaml') return readSafely(rule.place.file);
  const catalogue = await loadCatalogue(format === 'text' ? speech.language.tag : undefined);
  const details = detailsOf(rule, rules, catalogue, io.now());
  if (format === 'json') return `${jsonText(jsonOf(details), 2)}\n`;
  const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
  const theme = createTheme({ ...canvas, verbose: true, language: speech.language });
  return renderRuleDetails(details, theme);
}

/** The rule with a name or id; misuse if there is none. */
export function ruleNamed(name: string, { rules, filters }: RuleSet): Rule {
  const found = rules.find((rule) => rule.name === name) ?? rules.find((rule) => rule.id === name);
  if (found) return found;
  const isFilter = filters.some((filter) => filter.name === name || filter.id === name);
  if (isFilter) throw misuse(tell('ruleRun.isFilter', { name }), tell('ruleRun.nameNarrowed'));
  throw unknown(
    name,
    [...rules, ...filters].map((one) => one.name),
    'rule',
  );
}

function detailsOf(rule: Rule, set: RuleSet, catalogue: Catalogue, now: number): RuleDetails {
  const { rules, filters, lists } = set;
  const compiled = compileRules(set);
  const { eventTypes, ideas } = catalogue;
  const innerOf = (one: Rule): readonly Rule[] => [
    ...one.inner,
    ...filters.filter(({ name }) => one.filters.includes(name)).flatMap(({ inner }) => inner),
  ];
  const feeds = rules.filter((other) =>
    [other, ...innerOf(other)]
      .flatMap(mentionsOf)
      .some((reference) => isCalled(rule, reference.name)),
  );
  return {
    rule: { ...rule, inner: innerOf(rule) },
    lists,
    eventTypes: createRuleEventTypes(compiled, eventTypes)(rule),
    sources: sourcesOf(rule, compiled)?.map((source) => source.name),
    filters: filters.filter((filter) => rule.filters.includes(filter.name)),
    now,
    documented: eventTypes.length,
    feeds: feeds.map((other) => other.name),
    ideas,
  };
}

function jsonOf({ rule, lists, eventTypes, feeds }: RuleDetails): object {
  const { raises, windows, condition: _, inner: _inner, place, correlation, ...rest } = rule;
  const { alerts: _alerts, generate, name, id, title, reasons, ...texts } = rest;
  return {
    kind: correlation ? 'correlation' : 'rule',
    name,
    id,
    title,
    ...texts,
    reasons: Object.fromEntries(reasons),
    reports: generate,
    raisedTo: raises.map(({ level }) => level),
    eventTypes,
    feeds,
    matches: Object.fromEntries(openedMatches(rule, inEnglish)),
    windows: windowsOf({ windows }),
    ...(correlation && { correlation: correlationOf(correlation) }),
    lists: Object.fromEntries(listsOf(rule).map((name) => [name, lists.get(name)?.length ?? 0])),
    file: place.file,
    line: place.line,
  };
}

function windowsOf({ windows }: Pick<Rule, 'windows'>): readonly object[] {
  return windows
    .filter(({ itself }) => !itself)
    .map(({ place: _place, aliases, ...window }) => ({ ...window, aliases: plain(aliases) }));
}

function plain(aliases: Aliases): object {
  return Object.fromEntries(
    [...aliases].map(([name, fields]) => [name, Object.fromEntries(fields)]),
  );
}

function correlationOf(correlation: Correlation): object {
  const { type, rules, groupBy, aliases, timespan, generate } = correlation;
  return {
    type,
    rules: rules.map(({ name }) => name),
    groupBy,
    aliases: plain(aliases),
    timespan,
    condition: conditionText(correlation),
    generate,
  };
}

async function showFilter(
  filter: Filter,
  { rules }: RuleSet,
  format: 'text' | 'json' | 'yaml',
  { io, speech }: ShowContext,
): Promise<string> {
  const { name, id, title, logsource, reason, owner, expires, place } = filter;
  if (format === 'yaml') return readSafely(place.file);
  const narrowed = rules.filter((rule) => rule.filters.includes(name)).map((rule) => rule.name);
  if (format === 'json') {
    const { file, line } = place;
    const windows = filter.windows.length > 0 ? windowsOf(filter) : undefined;
    const told = { reason, owner, expires: expires?.text, windows };
    const head = { kind: 'filter', name, id, title, logsource };
    return `${jsonText({ ...head, ...told, narrows: narrowed, file, line }, 2)}\n`;
  }
  const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
  const theme = createTheme({ ...canvas, verbose: true, language: speech.language });
  return renderFilter(filter, { narrowed, now: io.now() }, theme);
}

/** Lines of a file are cut after this many columns. */
const longestLine = 4_000;

async function readSafely(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw InputError.of(file, error, tell('input.checkPath'));
  }
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return lines.map((line) => `${show(line, { max: longestLine })}\n`).join('');
}
