import { techniqueOf, techniquesIn } from '../../rule/attack.ts';
import type { Rule } from '../../rule/rule.ts';
import { address, code, fenced, joinMarkdown, type Markdown, md, prose } from '../text/markdown.ts';

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
    readonly findings: readonly (readonly [level: string, count: number])[];
  };
  /** Names of the packs that it belongs to. */
  readonly packs: readonly string[];
}

/** More event types or fields than this are counted, not listed. */
const fewNames = 24;

/** The page of one rule, ending in a line break. */
export function renderRulePage(page: RulePage): string {
  const { rule } = page;
  const sections: readonly (readonly [title: string, lines: readonly Markdown[]])[] = [
    ['What would make it harmless', bullets(rule.falsepositives)],
    ['What to do', rule.response.map((text, at) => md`${at + 1}. ${prose(text)}`)],
    ['What it needs', needs(page)],
    ['What it costs', [cost(page.cost)]],
    ['How to tune it', tuning(page)],
    ['Ideas', page.ideas.map(([id, words]) => md`- ${code(id)} ${prose(words)}`)],
    ['The rule', fenced(page.source, 'yaml')],
    ['References', rule.references.map((text) => md`- ${address(text)}`)],
  ];
  const lines = [
    md`# ${prose(rule.title)}`,
    md``,
    facts(page),
    md``,
    ...paragraphs(rule.description),
    ...sections.flatMap(([title, body]) =>
      body.length === 0 ? [] : [md`## ${prose(title)}`, md``, ...body, md``],
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function facts({ rule, packs }: RulePage): Markdown {
  const levels = [...new Set([rule.level, ...rule.raises.map(({ level }) => level)])];
  const techniques = techniquesIn(rule.tags).map((id) => prose(`${id} ${techniqueOf(id).name}`));
  const parts = [
    code(rule.name),
    md`level ${prose(levels.join(', raised to '))}`,
    ...(techniques.length > 0 ? [md`ATT&CK ${joinMarkdown(techniques, md`, `)}`] : []),
    ...(packs.length > 0
      ? [
          md`packs ${joinMarkdown(
            packs.map((name) => code(name)),
            md`, `,
          )}`,
        ]
      : []),
  ];
  return joinMarkdown(parts, md` · `);
}

function paragraphs(text: string): readonly Markdown[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .flatMap((paragraph) => [prose(paragraph), md``]);
}

function bullets(texts: readonly string[]): readonly Markdown[] {
  return texts.map((text) => md`- ${prose(text)}`);
}

function needs({ eventTypes, fields, lists }: RulePage): readonly Markdown[] {
  const named = (noun: string, names: readonly string[]): readonly Markdown[] => {
    if (names.length === 0) return [];
    if (names.length > fewNames) return [md`- ${names.length} ${prose(noun)}`];
    return [
      md`- ${prose(noun)}: ${joinMarkdown(
        names.map((name) => code(name)),
        md`, `,
      )}`,
    ];
  };
  const known = lists.map(([name, values]) => md`${code(name)} (${values} values)`);
  return [
    ...named('event types', eventTypes),
    ...named('fields', fields),
    ...(known.length > 0 ? [md`- value lists: ${joinMarkdown(known, md`, `)}`] : []),
  ];
}

function cost({ events, findings }: RulePage['cost']): Markdown {
  const per = ([level, count]: readonly [string, number]): Markdown =>
    md`${Math.round((count * 10_000_000) / events) / 100} ${prose(level)}`;
  const numbers =
    findings.length === 0
      ? md`no findings`
      : md`${joinMarkdown(findings.map(per), md`, `)} findings`;
  const log = prose(`${events.toLocaleString('en-US')} events`);
  return md`${numbers} per 100,000 events of a simulated organization that nobody attacks (${log}).`;
}

/** What others can change without writing a rule anew. */
function tuning({ rule, lists }: RulePage): readonly Markdown[] {
  const own = lists.map(
    ([name]) =>
      md`- ${code(`oktahunt scan --list ${name}=FILE ...`)} gives your own ${code(name)}.`,
  );
  const tune = code(`oktahunt rules tune ${rule.name} LOG...`);
  return [...own, md`- ${tune} proposes thresholds and filters, with numbers.`];
}
