import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { textLiterals } from './text-literals.ts';

/** A text that stands in the source on purpose: in which file, what is in it, and why. */
type Exception = readonly [file: RegExp, text: RegExp, why: string];

/** Files below `src/` in which no sentence may stand outside the tables of `language/`. */
interface Area {
  readonly files: RegExp;
  readonly exceptions: readonly Exception[];
}

const areas: Readonly<Record<string, Area>> = {
  errors: {
    files: /^(?:event\/decode\.ts|input\/unpack\/.*)$/,
    exceptions: [
      [
        /zstd\.ts$/,
        /^this runtime has no Zstandard$/,
        'a mistake in this program, not of its input',
      ],
    ],
  },
};

/** Two words in lower case, or a word beside something put in. */
const sentence = /[a-z]{2,}[,;:)]? \(?[a-z]{2,}|\b[a-z]{2,}:? ['"]?\{\}|\{\}['"]? [a-z]{2,}/;

/** The sentences in a file, as `path:line: text`; exceptions that are met are added to `met`. */
function straySentences(
  file: string,
  source: string,
  exceptions: readonly Exception[],
  met: Set<Exception>,
): readonly string[] {
  const here = exceptions.filter(([files]) => files.test(file));
  return textLiterals(source).flatMap(({ line, text }) => {
    if (!sentence.test(text)) return [];
    const exception = here.find(([, expected]) => expected.test(text));
    if (!exception) return [`src/${file}:${line}: ${text}`];
    met.add(exception);
    return [];
  });
}

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort();

describe.each(Object.entries(areas))('the area "%s"', (_, { files, exceptions }) => {
  const own = sources.filter((file) => files.test(file));
  const met = new Set<Exception>();
  const strays = own.flatMap((file) =>
    straySentences(file, readFileSync(join(root, file), 'utf8'), exceptions, met),
  );

  test('has files, and says nothing but by the tables', () => {
    expect(own).not.toEqual([]);
    expect(strays).toEqual([]);
  });

  test('has no exception that nothing needs', () => {
    expect(exceptions.filter((exception) => !met.has(exception))).toEqual([]);
  });
});

test.each([
  ["a('two words');", ['two words']],
  [`a("it is", \`{ \${b ? \`in \${c} here\` : 1} }\`)`, ['it is', 'in {} here']],
  [`const a = \`take \${b}\`;`, ['take {}']],
  ["tell('error.bug', { what: 'word', code: 'ENOENT' })", []],
  ["// it is said\n/* it is said */ const a = 'one';", []],
  ["a = /it's no text/.test(b) || 4 / 2; c('but this is');", ['but this is']],
  ["a(/['\"`/]/g, 'and this is')", ['and this is']],
])('in %s stand %j', (source, texts) => {
  const found = straySentences('a.ts', source, [], new Set());
  expect(found.map((line) => line.replace(/^[^ ]* /, ''))).toEqual(texts);
});
