import type { Pack } from '../../rule/pack.ts';
import { areaOf, type Rule } from '../../rule/rule.ts';
import { code, fileLink, joinMarkdown, type Markdown, md, prose, table } from '../text/markdown.ts';

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
export function renderCatalogueIndex({ rules, packs }: CataloguePages): string {
  const areas = [...new Set(rules.map(areaOf))].sort();
  const byArea = areas.flatMap((area) => {
    const own = rules.filter((rule) => areaOf(rule) === area).sort(byName);
    const rows = own.map((rule) => [
      fileLink(code(rule.name), pagePath(rule)),
      prose(levelsOf(rule)),
      prose(rule.title),
    ]);
    return [
      md`## ${prose(area)}`,
      md``,
      ...table([md`Rule`, md`Level`, md`What it finds`], rows),
      md``,
    ];
  });
  const asked = packs.map(([pack, names]) => [
    code(pack.name),
    prose(pack.question),
    md`${names.length}`,
  ]);
  const lines: readonly Markdown[] = [
    md`# Rules`,
    md``,
    md`${rules.length} rules in ${areas.length} areas. What public collections look for, and which rule stands for it: ${fileLink(md`ideas`, 'ideas.md')}.`,
    md``,
    ...(asked.length > 0
      ? [md`## Packs`, md``, ...table([md`Pack`, md`Question`, md`Rules`], asked), md``]
      : []),
    ...byArea,
  ];
  return pageOf(lines);
}

/** The ideas of public collections, each with the rules that stand for it, or why none does. */
export function renderIdeas({ rules, ideas, reasons }: CataloguePages): string {
  const rows = [...ideas].map(([id, words]) => {
    const own = rules.filter(({ catalogue }) => catalogue.includes(id)).sort(byName);
    const names = own.map((rule) => fileLink(code(rule.name), pagePath(rule)));
    const reason = reasons.get(id);
    const disposition =
      names.length > 0 ? joinMarkdown(names, md`, `) : prose(reason ?? 'no rule yet');
    return [code(id), prose(words), disposition];
  });
  const covered = [...ideas.keys()].filter((id) =>
    rules.some(({ catalogue }) => catalogue.includes(id)),
  );
  return pageOf([
    md`# Ideas`,
    md``,
    md`${covered.length} of ${ideas.size} ideas have a rule.`,
    md``,
    ...table([md`Id`, md`Idea`, md`Rules, or why there is none`], rows),
  ]);
}

function pageOf(lines: readonly Markdown[]): string {
  return `${lines.join('\n').trimEnd()}\n`;
}

function byName(a: Rule, b: Rule): number {
  return a.name < b.name ? -1 : 1;
}

function levelsOf({ level, raises }: Rule): string {
  return [...new Set([level, ...raises.map((raise) => raise.level)])].join(', ');
}
