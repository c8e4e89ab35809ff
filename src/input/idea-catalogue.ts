import { readFile } from 'node:fs/promises';
import { inEnglish } from '../language/languages.ts';
import { tell } from '../language/message.ts';
import { type Level, levels } from '../rule/level.ts';
import { InputError } from './input-error.ts';
import { packageFile } from './package-files.ts';

/** Facts about Okta and about detections that come with the package, for looking at rules. */
export interface Catalogue {
  /** Names of the event types that Okta documents. */
  readonly eventTypes: readonly string[];
  /** The release of Okta's documentation that the names are from, for example `2026.08.1`. */
  readonly release: string;
  /** Detection ideas by id, each with a few words on what is looked for. */
  readonly ideas: ReadonlyMap<string, string>;
  /** Why no rule stands for an idea, by its id; one that is not among them needs a rule. */
  readonly reasons: ReadonlyMap<string, string>;
  /** What rules cost where nobody attacks. */
  readonly costs: BenignCosts;
}

/** Findings of rules over a simulated log without attacks. */
export interface BenignCosts {
  /** How many events the log had. */
  readonly events: number;
  /** By rule, how many findings of each level; a rule without any is left out. */
  readonly findings: ReadonlyMap<string, readonly (readonly [level: Level, count: number])[]>;
}

/** Reads the catalogue of the package, its ideas in the language of a tag: `en`, `ja`. */
export async function loadCatalogue(language = inEnglish.tag): Promise<Catalogue> {
  const [types, ideas, costs] = await Promise.all([
    read('event-types.txt'),
    read(language === inEnglish.tag ? 'ideas.txt' : `ideas.${language}.txt`),
    read('costs.txt'),
  ]);
  const rows = linesOf(ideas).map((line) => line.split('\t'));
  return {
    eventTypes: linesOf(types),
    release: /\brelease ([\d.]*\d)/.exec(types)?.[1] ?? 'unknown',
    ideas: new Map(rows.map(([id = '', words = '']) => [id, words])),
    reasons: new Map(
      rows.flatMap(([id = '', , reason]) => (reason === undefined ? [] : [[id, reason]])),
    ),
    costs: costsOf(costs),
  };
}

function costsOf(text: string): BenignCosts {
  const findings = new Map<string, (readonly [level: Level, count: number])[]>();
  for (const line of linesOf(text)) {
    const [rule = '', word, count = '0'] = line.split('\t');
    const level = levels.find((one) => one === word);
    if (!level) continue;
    findings.set(rule, [...(findings.get(rule) ?? []), [level, Number(count)]]);
  }
  return { events: Number(/ over (\d+) events/.exec(text)?.[1] ?? 0), findings };
}

async function read(name: string): Promise<string> {
  const path = packageFile(`rules/catalogue/${name}`);
  return readFile(path, 'utf8').catch(InputError.thrower(path, tell('input.installAgain')));
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}
