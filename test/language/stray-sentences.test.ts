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
    files:
      /^(?:event\/decode\.ts|(?:input|okta|saved-report)\/.*|cli\/(?!rules\/|watch\/webhook|help\/|man\/|schema\/|completion\/|.*command\.ts|program\.ts).*)$/,
    exceptions: [
      [
        /zstd\.ts$|management-api\.ts$|spill-file\.ts$|timeline\/run\.ts$|scan\/run\.ts$|threads\/thread\.ts$|folder-content\.ts$|watch-loop\.ts$/,
        /^(?:this runtime has no Zstandard|only GET is allowed|it was closed|it ends too early|there is no timeline|the hunt ended without a summary|following ended by itself|a thread ended before it had results|\{\} is neither file nor folder)$/,
        'a mistake in this program',
      ],
      [/json-grammar\.ts$/, /^(?:value|key|comma) or /, 'a state'],
      [/^input\//, /^[\w@.\s]+$/, 'names of keys, columns and wrappings, which are codes'],
      [/file-identity\.ts$|discover\.ts$/, /\{\}$/, 'what a place is known by'],
      [/manifest\.ts$|(?:health|log)-schema\.ts$/, /./, 'descriptions in a schema'],
      [/watch-metrics\.ts$/, /./, 'OpenMetrics, which programs read'],
      [/quotable\.ts$/, /^\[looks like a credential\]$/, 'stands in place of a value'],
      [/org\.ts$|http-fetch\.ts$/, /^okta\.com |^gzip, /, 'domains, a header'],
      [/config\/settings\.ts$/, /^(?:any|own|no) file$/, 'a code'],
      [/init\/run\.ts$/, /^\{office_networks/, 'an example in YAML'],
      [/-options\.ts$|reloading\.ts$/, /^oktahunt /, 'a command line'],
      [/open-metrics\.ts$/, /^application\//, 'a media type'],
      [/scan\/reading\.ts$/, /^cut short$/, 'a format, which is a code'],
      [/run\.ts$/, /^the log of the org$/, 'the name of a source, as JSON has it'],
      [/disposition-file\.ts$/, /^# What people/, 'stands in a file that people share'],
    ],
  },
  rulewords: {
    files:
      /^(?:(?:rule|lint|tune)\/.*|report\/(?:rule|explanation)\/.*|explain\/(?:verdict|correlation-(?:sentence|trace)|uncertainty|explain|trace|window-extent|cause).*|cli\/rules\/(?!.*command\.ts).*)$/,
    exceptions: [
      [/./, /^(?:\w+: )?\{[\s\S]*\}$|^field: actor\.id, $/, 'an example of YAML'],
      [/./, /^oktahunt (?:rules|scan)\b|^--\w+ \{\} $/, 'a command line as one types it'],
      [/attack\.ts$/, /^(?:[A-Z]\w+|and|from|for|of|or)(?: |$)/, 'the names that ATT&CK gives'],
      [/detection\/modifier\.ts$/, /./, 'what rules/README.md says of each modifier'],
      [/key-descriptions\.ts$|rule-schema\.ts$/, /./, 'descriptions in a JSON Schema'],
      [/known-values\.ts$|field-kinds\.ts$|fixture\/pseudonyms\.ts$/, /./, 'values and fields'],
      [/junit\.ts$/, /^ *<|^tests=/, 'XML'],
      [
        /coverage-report\.ts$|test-results\.ts$/,
        /^oktahunt rules$|^What the rules|^worst level$/,
        'names in files for programs',
      ],
      [/expression\.ts$|opened-condition\.ts$/, /^(?:not|matches|the filter)\b/, 'a condition'],
      [/(?:open-matches|window-rules|rule-variants)\.ts$/, /\{\}/, 'a name of no document'],
      [/rule-occurrence\.ts$/, /^and or not|^a condition over rules has no/, 'a grammar'],
      [/tune\/(?:backtest|filter-proposal)\.ts$/, /./, 'stands in JSON, or in a rule for a file'],
      [/tally-run\.ts$/, /^the hunt ended without a summary$/, 'a mistake in this program'],
      [/rule-template\.ts$/, /^title: /, 'a rule, with its sentences put in'],
    ],
  },
  help: {
    files:
      /^(?:cli\/(?:help|man|schema|completion)\/.*|cli\/(?!watch\/).*command\.ts|cli\/program\.ts|report\/finding\/reporters\.ts)$/,
    exceptions: [
      [
        /command\.ts$|program\.ts$/,
        /^(?:oktahunt|gunzip|source) /,
        'a command line as one types it',
      ],
      [/shell-scripts\.ts$/, /./, 'programs in the languages of shells'],
      [/completion\/command\.ts$/, /^bash, zsh/, 'names of shells'],
      [/manual-page\.ts$/, /^\.TH /, 'the language of man'],
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
