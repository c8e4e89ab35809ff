import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../src/engine/outcome.ts';
import { hunt } from '../src/hunt.ts';
import { readEvents } from '../src/input/events.ts';
import { builtInRules, loadRules } from '../src/input/rule-files.ts';
import { languageTags } from '../src/language/language-tag.ts';
import { languages } from '../src/language/languages.ts';
import { reporters } from '../src/report/finding/reporters.ts';
import { translated } from '../src/rule/translation.ts';
import { reportOf, someOptions } from './report/builders.ts';

const root = join(import.meta.dirname, '..');
const page = (tag: string): string =>
  readFileSync(join(root, tag === 'en' ? 'README.md' : `README.${tag}.md`), 'utf8');
const english = page('en');

/** The blocks of code in a page: what they are written in, and their text. */
const blocksOf = (text: string) =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind, code]) => ({ kind, code }));

/** What stands in the first column of tables and is a name or a code: the same in every language. */
const codesOf = (text: string) =>
  [...text.matchAll(/^\| (`[^|]+`|[\d, ]+|\?) \|/gm)].map(([, code]) => code);

const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^)]+)\)/g)]
    .map(([, target]) => target)
    .filter((to) => !/^README/.test(to ?? ''));

const others = languageTags.filter((tag) => tag !== 'en');

test('every language has a page, and no other has one', () => {
  const pages = readdirSync(root).flatMap((name) => /^README\.(\w+)\.md$/.exec(name)?.[1] ?? []);
  expect(pages.toSorted()).toEqual([...others].toSorted());
});

describe.each(others)('README.%s.md', (tag) => {
  const own = page(tag);

  test('has the commands of README.md, and what they print in its language', () => {
    const [theirs, ours] = [blocksOf(english), blocksOf(own)];
    expect(ours.map(({ kind }) => kind)).toEqual(theirs.map(({ kind }) => kind));
    const commands = (blocks: typeof ours) => blocks.filter(({ kind }) => kind !== 'text');
    expect(commands(ours)).toEqual(commands(theirs));
  });

  test('has its sections, the rows of its tables and its links', () => {
    const headings = (text: string) => text.match(/^#+ /gm);
    expect(headings(own)).toEqual(headings(english));
    expect(codesOf(own)).toEqual(codesOf(english));
    expect(linksOf(own).toSorted()).toEqual(linksOf(english).toSorted());
  });

  test('shows what a scan prints', { timeout: 60_000 }, async () => {
    const language = languages[tag];
    const rules = translated(await loadRules([builtInRules()], { language: tag }));
    const { packs } = rules;
    const log = join(root, 'fixtures', 'incidents', 'beyondtrust-2023-10-02.ndjson');
    const outcomes: ReportedOutcome[] = [];
    for await (const outcome of hunt(readEvents([log]), rules, { language, packs })) {
      if (!['progress', 'explanation', 'tally'].includes(outcome.kind)) {
        outcomes.push(outcome as ReportedOutcome);
      }
    }
    const options = someOptions({ columns: 100, verbose: true, language });
    const printed = new Set(reportOf(reporters.table.create(options), outcomes).split('\n'));
    const shown = blocksOf(own)
      // What a timeline prints has a time of the day before each step, and rankings are numbered.
      .filter(({ kind, code = '' }) => kind === 'text' && !/^(?: +\d\d:\d\d:\d\d |1\. )/.test(code))
      .flatMap(({ code = '' }) => code.trimEnd().split('\n'))
      .filter((line) => line !== '');
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.filter((line) => !printed.has(line) && !printed.has(`  ${line}`))).toEqual([]);
  });
});
