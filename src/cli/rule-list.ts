import { jsonText } from '../report/json-text.ts';
import { safe, show, widthOf } from '../report/show.ts';
import { techniquesIn } from '../rule/attack.ts';
import type { Rule } from '../rule/rule.ts';
import type { ListFormat } from './format.ts';

/** Writes a list of rules, by name, in every format of `rules list`. */
export const listings = {
  table: (rules) => tableOf(byName(rules)),
  json: (rules) => jsonOf(byName(rules)),
} as const satisfies Record<ListFormat, (rules: readonly Rule[]) => string>;

function byName(rules: readonly Rule[]): readonly Rule[] {
  return rules.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function jsonOf(rules: readonly Rule[]): string {
  const entries = rules.map((rule) => ({
    name: rule.name,
    id: rule.id,
    title: rule.title,
    level: rule.level,
    raisedTo: rule.raises.map((raise) => raise.level),
    status: rule.status,
    tags: rule.tags,
    techniques: techniquesIn(rule.tags),
    catalogue: rule.catalogue,
    reports: rule.generate,
    file: rule.place.file,
  }));
  return `${jsonText(entries, 2)}\n`;
}

function tableOf(rules: readonly Rule[]): string {
  const head = [safe`NAME`, safe`LEVEL`, safe`ATT&CK`, safe`TITLE`];
  const rows = rules.map((rule) => [
    show(rule.name, { max: 60 }),
    show(rule.generate ? rule.level : '-'),
    show(techniquesIn(rule.tags).join(' ')),
    show(rule.title, { max: 120 }),
  ]);
  const lines = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => widthOf(line[column] ?? safe``))),
  );
  const padded = lines.map((line) =>
    line.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join('  '),
  );
  return padded.map((line) => `${line.trimEnd()}\n`).join('');
}
