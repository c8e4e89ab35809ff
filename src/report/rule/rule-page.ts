import type { Language } from '../../language/language.ts';
import { techniqueOf, techniquesIn } from '../../rule/attack.ts';
import type { Level } from '../../rule/level.ts';
import type { Rule } from '../../rule/rule.ts';
import { address, code, fenced, joinMarkdown, type Markdown, md, prose } from '../text/markdown.ts';
import { type MarkdownSay, markdownIn } from '../text/markdown-texts.ts';
import { paragraphsOf } from '../text/paragraphs.ts';

/** One rule, and what its page says beside the rule's own words. */
export interface RulePage {
  readonly rule: Rule;
  /** The text of its file. */
  readonly source: string;
  /** Documented event types that it can match. */
  readonly eventTypes: readonly string[];
  /** Fields that it reads. */
  readonly fields: readonly string[];
  /** Value lists that it uses, and how many values each has. */
  readonly lists: readonly (readonly [name: string, values: number])[];
  /** The texts of the ideas that it stands for, by id. */
  readonly ideas: readonly (readonly [id: string, words: string])[];
  /** How often it reports where nobody attacks. */
  readonly cost: {
    readonly events: number;
    readonly findings: readonly (readonly [level: Level, count: number])[];
  };
  /** Names of the packs that it belongs to. */
  readonly packs: readonly string[];
}

/** More event types or fields than this are counted, not listed. */
const fewNames = 24;

/** The page of one rule, ending in a line break. */
export function renderRulePage(page: RulePage, language: Language): string {
  const { rule } = page;
  const say = markdownIn(language);
  const sections: readonly (readonly [title: Markdown, lines: readonly Markdown[]])[] = [
    [say('rulePage.harmless'), bullets(rule.falsepositives)],
    [say('rulePage.toDo'), rule.response.map((text, at) => md`${at + 1}. ${prose(text)}`)],
    [say('rulePage.needs'), needs(page, say)],
    [say('rulePage.costs'), [cost(page.cost, say)]],
    [say('rulePage.tune'), tuning(page, say)],
    [say('rulePage.ideas'), page.ideas.map(([id, words]) => md`- ${code(id)} ${prose(words)}`)],
    [say('rulePage.rule'), fenced(page.source, 'yaml')],
    [say('rulePage.references'), rule.references.map((text) => md`- ${address(text)}`)],
  ];
  const lines = [
    md`# ${prose(rule.title)}`,
    md``,
    facts(page, say),
    md``,
    ...paragraphsOf(rule.description).flatMap((paragraph) => [prose(paragraph), md``]),
    ...sections.flatMap(([title, body]) =>
      body.length === 0 ? [] : [md`## ${title}`, md``, ...body, md``],
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function facts({ rule, packs }: RulePage, say: MarkdownSay): Markdown {
  const levels = [...new Set([rule.level, ...rule.raises.map(({ level }) => level)])];
  const techniques = techniquesIn(rule.tags).map((id) => prose(`${id} ${techniqueOf(id).name}`));
  const parts = [
    code(rule.name),
    say('rulePage.level', {
      level: levels
        .map((level) => say(`level.${level}`))
        .reduce((first, second) => say('rulePage.raisedTo', { first, second })),
    }),
    ...(techniques.length > 0
      ? [say('rulePage.attack', { techniques: joinMarkdown(techniques, md`, `) })]
      : []),
    ...(packs.length > 0
      ? [
          say('rulePage.packs', {
            packs: joinMarkdown(
              packs.map((name) => code(name)),
              md`, `,
            ),
          }),
        ]
      : []),
  ];
  return joinMarkdown(parts, md` · `);
}

function bullets(texts: readonly string[]): readonly Markdown[] {
  return texts.map((text) => md`- ${prose(text)}`);
}

function needs({ eventTypes, fields, lists }: RulePage, say: MarkdownSay): readonly Markdown[] {
  const named = (noun: 'EventTypes' | 'Fields', names: readonly string[]): readonly Markdown[] => {
    if (names.length === 0) return [];
    // Numbers on a page are plain: it is compared from one release to the next.
    const count = String(names.length) as Markdown;
    if (names.length > fewNames) return [md`- ${say(`rulePage.many${noun}`, { count })}`];
    const listed = joinMarkdown(
      names.map((name) => code(name)),
      md`, `,
    );
    return [md`- ${say(`rulePage.named${noun}`, { names: listed })}`];
  };
  const known = lists.map(([name, values]) =>
    say('rulePage.list', { name: code(name), count: String(values) as Markdown }),
  );
  return [
    ...named('EventTypes', eventTypes),
    ...named('Fields', fields),
    ...(known.length > 0
      ? [md`- ${say('rulePage.lists', { names: joinMarkdown(known, md`, `) })}`]
      : []),
  ];
}

function cost({ events, findings }: RulePage['cost'], say: MarkdownSay): Markdown {
  const per = ([level, found]: readonly [Level, number]): Markdown => {
    const count = String(Math.round((found * 10_000_000) / events) / 100) as Markdown;
    return say('level.count', { count, level: say(`level.${level}`) });
  };
  const numbers =
    findings.length === 0
      ? say('rulePage.noFindings')
      : say('rulePage.findings', { numbers: joinMarkdown(findings.map(per), say('list.comma')) });
  return say('rulePage.cost', { numbers, events });
}

/** What others can change without writing a rule anew. */
function tuning({ rule, lists }: RulePage, say: MarkdownSay): readonly Markdown[] {
  const own = lists.map(([name]) => {
    const command = code(`oktahunt scan --list ${name}=FILE ...`);
    return md`- ${say('rulePage.ownList', { command, name: code(name) })}`;
  });
  const command = code(`oktahunt rules tune ${rule.name} LOG...`);
  return [...own, md`- ${say('rulePage.tuneBy', { command })}`];
}
