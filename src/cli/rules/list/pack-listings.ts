import type { LoadedRules } from '../../../input/rule-files.ts';
import { type Language, say } from '../../../language/language.ts';
import { safe, show } from '../../../report/text/escape.ts';
import { renderGrid } from '../../../report/text/grid.ts';
import { jsonText } from '../../../report/text/json-text.ts';
import { rulesOf } from '../../../rule/pack.ts';
import type { ListFormat } from '../../option/output-format.ts';

type Listed = Pick<LoadedRules, 'packs' | 'rules'>;

/** Lists packs by name, in each format of `rules list --packs`. */
export const packListings = {
  table: tableOf,
  json: (set) => `${jsonText(packsOf(set), 2)}\n`,
} as const satisfies Record<ListFormat, (set: Listed, language: Language) => string>;

function packsOf(set: Listed) {
  return set.packs
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((pack) => {
      const { name, question, description, needs, place } = pack;
      return { name, question, description, rules: rulesOf(pack, set), needs, file: place.file };
    });
}

function tableOf(set: Listed, language: Language): string {
  const head = (['pack', 'rules', 'question'] as const).map((name) =>
    show(say(language, `ruleReport.${name}`)),
  );
  const rows = packsOf(set).map(({ name, rules, question }) => [
    show(name, { max: 60 }),
    safe`${rules.length}`,
    show(question, { max: 200 }),
  ]);
  const grid = renderGrid(
    [head, ...rows].map((line) => line.map((text) => ({ text }))),
    { gap: 2 },
  );
  return grid.map((line) => `${line}\n`).join('');
}
