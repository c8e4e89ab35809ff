import { type Language, say } from '../../../language/language.ts';
import { tell, toldIn } from '../../../language/message.ts';
import { asidesOf, semicolons } from '../../../report/rule/rule-details.ts';
import { safe, show } from '../../../report/text/escape.ts';
import { renderGrid } from '../../../report/text/grid.ts';
import { jsonText } from '../../../report/text/json-text.ts';
import { techniquesIn } from '../../../rule/attack.ts';
import type { Filter, Rule } from '../../../rule/rule.ts';
import type { ListFormat } from '../../option/output-format.ts';

/** Lists rules and filters by name, in each format of `rules list`, at a moment (milliseconds). */
export const listings = {
  table: (rules, filters, now, language) => tableOf(byName([...rules, ...filters]), now, language),
  json: (rules, filters) => jsonOf(byName([...rules, ...filters])),
} as const satisfies Record<
  ListFormat,
  (rules: readonly Rule[], filters: readonly Filter[], now: number, language: Language) => string
>;

type Listed = Rule | Filter;

function isRule(listed: Listed): listed is Rule {
  return 'level' in listed;
}

function byName(listed: readonly Listed[]): readonly Listed[] {
  return listed.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function jsonOf(listed: readonly Listed[]): string {
  return `${jsonText(listed.map(entryOf), 2)}\n`;
}

function entryOf(listed: Listed): object {
  const { name, id, title, place } = listed;
  if (!isRule(listed)) {
    const rules = listed.rules?.map((reference) => reference.name) ?? 'any';
    const { reason, owner, expires } = listed;
    const told = { reason, owner, expires: expires?.text };
    return { kind: 'filter', name, id, title, rules, ...told, file: place.file };
  }
  return {
    kind: listed.correlation ? 'correlation' : 'rule',
    name,
    id,
    title,
    level: listed.level,
    raisedTo: listed.raises.map((raise) => raise.level),
    status: listed.status,
    tags: listed.tags,
    techniques: techniquesIn(listed.tags),
    catalogue: listed.catalogue,
    about: listed.about,
    reports: listed.generate,
    silencedBy: listed.silencedBy,
    filters: listed.filters,
    file: place.file,
  };
}

function tableOf(listed: readonly Listed[], now: number, language: Language): string {
  const head = [
    show(say(language, 'ruleReport.name')),
    show(say(language, 'ruleReport.level')),
    safe`ATT&CK`,
    show(say(language, 'ruleReport.title')),
  ];
  const rows = listed.map((one) => [
    show(one.name, { max: 60 }),
    show(levelOf(one, language)),
    show(isRule(one) ? techniquesIn(one.tags).join(' ') : ''),
    show(titleOf(one, now, language), { max: 200 }),
  ]);
  const grid = renderGrid(
    [head, ...rows].map((line) => line.map((text) => ({ text }))),
    { gap: 2 },
  );
  return grid.map((line) => `${line}\n`).join('');
}

function levelOf(listed: Listed, language: Language): string {
  if (!isRule(listed)) return say(language, 'ruleReport.filter');
  return listed.generate ? say(language, `level.${listed.level}`) : '-';
}

/** A title with what a filter says of itself, or why a rule that reports is silent, if it is. */
function titleOf(listed: Listed, now: number, language: Language): string {
  const { title } = listed;
  if (!isRule(listed)) {
    const asides = asidesOf(listed, now);
    if (asides.length === 0) return title;
    return toldIn(language, tell('ruleReport.withAsides', { title, asides: semicolons(asides) }));
  }
  if (listed.silencedBy.length === 0) return title;
  const silent = tell('ruleReport.silentBecauseOf', { title, names: listed.silencedBy });
  return toldIn(language, silent);
}
