import type { Language } from '../../language/language.ts';
import type { Pack } from '../../rule/pack.ts';
import { areaOf, type Rule } from '../../rule/rule.ts';
import { code, fileLink, joinMarkdown, type Markdown, md, prose, table } from '../text/markdown.ts';
import { type MarkdownSay, markdownIn } from '../text/markdown-texts.ts';

/** What the pages of a catalogue are made of. */
export interface CataloguePages {
  /** The rules that report. */
  readonly rules: readonly Rule[];
  readonly packs: readonly (readonly [pack: Pack, rules: readonly string[]])[];
  /** What each idea looks for, by id. */
  readonly ideas: ReadonlyMap<string, string>;
  /** Why no rule stands for an idea, by id. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** The path of a rule's page below the folder of the catalogue. */
export function pagePath(rule: Pick<Rule, 'name' | 'place'>): string {
  return `${areaOf(rule)}/${rule.name}.md`;
}

/** The first page: the rules by area, and the packs. */
export function renderCatalogueIndex({ rules, packs }: CataloguePages, language: Language): string {
  const say = markdownIn(language);
  const areas = [...new Set(rules.map(areaOf))].sort();
  const byArea = areas.flatMap((area) => {
    const own = rules.filter((rule) => areaOf(rule) === area).sort(byName);
    const rows = own.map((rule) => [
      fileLink(code(rule.name), pagePath(rule)),
      levelsOf(rule, say),
      prose(rule.title),
    ]);
    return [
      md`## ${prose(area)}`,
      md``,
      ...table(
        [say('rulePage.columnRule'), say('rulePage.columnLevel'), say('rulePage.columnFinds')],
        rows,
      ),
      md``,
    ];
  });
  const asked = packs.map(([pack, names]) => [
    code(pack.name),
    prose(pack.question),
    md`${names.length}`,
  ]);
  const lines: readonly Markdown[] = [
    md`# ${say('rulePage.rules')}`,
    md``,
    say('rulePage.inAreas', {
      rules: String(rules.length) as Markdown,
      areas: String(areas.length) as Markdown,
      link: fileLink(say('rulePage.ideasLink'), 'ideas.md'),
    }),
    md``,
    ...(asked.length > 0
      ? [
          md`## ${say('rulePage.packsTitle')}`,
          md``,
          ...table(
            [
              say('rulePage.columnPack'),
              say('rulePage.columnQuestion'),
              say('rulePage.columnRules'),
            ],
            asked,
          ),
          md``,
        ]
      : []),
    ...byArea,
  ];
  return pageOf(lines);
}

/** The ideas of public collections, each with the rules that stand for it, or why none does. */
export function renderIdeas({ rules, ideas, reasons }: CataloguePages, language: Language): string {
  const say = markdownIn(language);
  const rows = [...ideas].map(([id, words]) => {
    const own = rules.filter(({ catalogue }) => catalogue.includes(id)).sort(byName);
    const names = own.map((rule) => fileLink(code(rule.name), pagePath(rule)));
    const reason = reasons.get(id);
    const disposition =
      names.length > 0
        ? joinMarkdown(names, md`, `)
        : reason === undefined
          ? say('rulePage.noRuleYet')
          : prose(reason);
    return [code(id), prose(words), disposition];
  });
  const covered = [...ideas.keys()].filter((id) =>
    rules.some(({ catalogue }) => catalogue.includes(id)),
  );
  return pageOf([
    md`# ${say('rulePage.ideas')}`,
    md``,
    say('rulePage.covered', {
      covered: String(covered.length) as Markdown,
      all: String(ideas.size) as Markdown,
    }),
    md``,
    ...table(
      [say('rulePage.columnId'), say('rulePage.columnIdea'), say('rulePage.columnWhy')],
      rows,
    ),
  ]);
}

function pageOf(lines: readonly Markdown[]): string {
  return `${lines.join('\n').trimEnd()}\n`;
}

function byName(a: Rule, b: Rule): number {
  return a.name < b.name ? -1 : 1;
}

function levelsOf({ level, raises }: Rule, say: MarkdownSay): Markdown {
  const levels = new Set([level, ...raises.map((raise) => raise.level)]);
  return joinMarkdown(
    [...levels].map((one) => say(`level.${one}`)),
    md`, `,
  );
}
