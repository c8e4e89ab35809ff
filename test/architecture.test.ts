import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Finds what is wrong with a file; one line per finding, `path:line: what`. */
type Check = (path: string, text: string) => readonly string[];

const engine = [
  'language',
  'event',
  'rule',
  'detection',
  'plan',
  'store',
  'window',
  'correlation',
  'surprise',
  'finding',
  'timeline',
  'explain',
  'engine',
  'lint',
  'tune',
  'report',
];
const below = (folder: string): readonly string[] => engine.slice(0, engine.indexOf(folder));

/** What each folder of src, and each file at its top, may import from the others. */
const floors: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(engine.map((folder) => [folder, below(folder)])),
  event: ['language'],
  store: [],
  input: ['language', 'event', 'rule'],
  okta: ['language', 'event'],
  'saved-report': [...engine, 'input'],
  delivery: [...engine, 'okta'],
  'hunt.ts': below('report'),
  library: [...engine, 'input', 'okta', 'saved-report', 'hunt.ts'],
  'index.ts': [...engine, 'input', 'saved-report', 'hunt.ts', 'library'],
  'okta.ts': [...engine, 'okta', 'library'],
  cli: [...engine, 'input', 'okta', 'saved-report', 'delivery', 'hunt.ts', 'library', 'index.ts'],
};

const pure: ReadonlySet<string> = new Set([...engine, 'hunt.ts']);
const maxLines = 400;
const maxFunctionLines = 60;

/** The folder of a file below `src`, or its name if it stands at the top. */
function floorOf(path: string): string {
  return path.split('/')[1] as string;
}

/** The text with its comments, or the `unwanted` of its texts and comments, blanked out, so that offsets and lines stay. */
function codeOf(text: string, unwanted = /^\//): string {
  const tokens =
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(tokens, (token) => (unwanted.test(token) ? blank(token) : token));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Every place where `pattern` (global) is met, as a finding. */
function findings(
  path: string,
  text: string,
  pattern: RegExp,
  message: (match: RegExpExecArray) => string | undefined,
): readonly string[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const said = message(match);
    const line = text.slice(0, match.index).split('\n').length;
    return said === undefined ? [] : [`${path}:${line}: ${said}`];
  });
}

const imports = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g;

/** The file that an import of a file means, or undefined for packages. */
function importedPath(path: string, target: string): string | undefined {
  if (!target.startsWith('.')) return undefined;
  return new URL(target, `file:///${path}`).pathname.slice(1);
}

const importOrder: Check = (path, text) => {
  const floor = floorOf(path);
  const allowed = floors[floor];
  if (!allowed) return [`${path}:1: "${floor}" has no place in the order of imports`];
  return findings(path, codeOf(text), imports, ([, target = '']) => {
    const imported = importedPath(path, target);
    const other = imported === undefined ? floor : floorOf(imported);
    if (other === floor || allowed.includes(other)) return undefined;
    return `${floor} must not import ${other} (${target})`;
  });
};

const impureModules: Check = (path, text) => {
  if (!pure.has(floorOf(path))) return [];
  return findings(path, codeOf(text), imports, ([, target = '']) =>
    target.startsWith('node:') && target !== 'node:crypto' ? `imports ${target}` : undefined,
  );
};

const surroundings =
  /\b(process\.|console\.|Date\.now\b|new Date\(\s*\)|Math\.random\b|set(?:Timeout|Interval|Immediate)\b|performance\.|random(?:UUID|Bytes|Int)\b|fetch\()/g;

const impureCalls: Check = (path, text) => {
  if (!pure.has(floorOf(path))) return [];
  return findings(path, codeOf(text), surroundings, ([, call]) => `looks around itself: ${call}`);
};

/** What only a program of its own may do; a library is part of another one. */
const ownProcess: Check = (path, text) => {
  if (floorOf(path) === 'cli') return [];
  return findings(
    path,
    codeOf(text),
    /\b(process\.(?:stdin|stdout|stderr|env|argv|cwd|exit|exitCode|on|once)\b|console\.)/g,
    ([, call]) => `acts as if the process were its own: ${call}`,
  );
};

const length: Check = (path, text) => {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return lines > maxLines ? [`${path}:${maxLines + 1}: ${lines} lines, more than ${maxLines}`] : [];
};

const indentOf = (line: string): number => line.length - line.trimStart().length;
const closes = (line: string): boolean => /^\s*[)}\]]/.test(line);

/** What makes a line the last one of a function's head, once all of the head is joined: an arrow, a keyword, a method. */
const functionHead =
  /=> [({[]+$|\bfunction\b.*\{$|^(?!(?:if|for|while|switch|try|do)\b)(?:\w+ )*\*?#?\w+(?:<.*>)?\(.*\)(?:: [^=]*)? \{$/;

/** Functions with too many lines, head and last bracket among them, as the formatter lays them out. */
const functionLength: Check = (path, text) => {
  const lines = codeOf(text, /^[`/]/).split('\n');
  return lines.flatMap((line, at) => {
    if (!/[({[]$/.test(line)) return [];
    const beside = (other: string): boolean => other !== '' && indentOf(other) === indentOf(line);
    const from = lines.findLastIndex((other, i) => i <= at && beside(other) && !closes(other));
    const head = lines.slice(from, at + 1).map((part) => part.trim());
    if (!functionHead.test(head.join(''))) return [];
    const to = lines.findIndex((other, i) => i > at && beside(other) && closes(other));
    if (to - from < maxFunctionLines) return [];
    const [, name] = /^[^(<=:]*?([\w#]+) ?[(<=:]/.exec(head[0] ?? '') ?? [];
    return [`${path}: ${name ?? 'a function'} has more than ${maxFunctionLines} lines`];
  });
};

const actionAlone: Check = (path, text) => {
  if (!/^src\/cli\/(?:.*\/)?run\.ts$/.test(path)) return [];
  return findings(path, codeOf(text), imports, ([, target = '']) =>
    /(?:^|\/)command\.ts$/.test(target) ? `an action imports the declaration ${target}` : undefined,
  );
};

const defaultExport: Check = (path, text) =>
  findings(path, codeOf(text), /\bexport\s+default\b|\bas\s+default\b/g, () => 'a default export');

const vagueName: Check = (path) =>
  path
    .split('/')
    .map((part) => part.replace(/\..*$/, ''))
    .filter((part) => /^(utils?|helpers?|common|shared|lib|misc)$/.test(part))
    .map((part) => `${path}:1: "${part}" says nothing about what is inside`);

const barrel: Check = (path, text) =>
  findings(path, codeOf(text), imports, ([, target]) =>
    target === 'date-fns' ? 'imports all of date-fns; import date-fns/<function>' : undefined,
  );

const anyType: Check = (path, text) =>
  findings(
    path,
    codeOf(text).replace(/'[^'\n]*'/g, blank),
    /(?::|\bas|[|&]|=>|\bextends)\s*any\b(?!\s*[:(.=])|<[^<>()]*\bany\b[^<>()]*>|\bany\[\]/g,
    () => 'the type any',
  );

const onlyReexports: Check = (path, text) => {
  if (path !== 'src/index.ts' && path !== 'src/okta.ts') return [];
  const rest = codeOf(text).replace(
    /export\s+(?:type\s+)?(?:\{[^}]*\}|\*)\s+from\s+'[^']+';/g,
    blank,
  );
  return findings(path, rest, /\S[^\n]*/g, ([found]) => `not a re-export: ${found}`);
};

/** What imports what, types included: files, or what `nodeOf` takes for one of them. */
function importsOf(
  files: ReadonlyMap<string, string>,
  nodeOf: (path: string) => string = (path) => path,
): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, Set<string>>();
  for (const [path, text] of files) {
    const from = nodeOf(path);
    const to = edges.get(from) ?? new Set();
    edges.set(from, to);
    for (const [, target = ''] of codeOf(text).matchAll(imports)) {
      const other = importedPath(path, target);
      if (other !== undefined && nodeOf(other) !== from) to.add(nodeOf(other));
    }
  }
  return edges;
}

/** The shortest circle from a node back to itself, without its end; empty if there is none. */
function circleFrom(
  start: string,
  edges: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const trails: string[][] = [[start]];
  const seen = new Set<string>();
  for (const trail of trails) {
    for (const next of edges.get(trail.at(-1) as string) ?? []) {
      if (next === start) return trail;
      if (!seen.has(next)) trails.push([...trail, next]);
      seen.add(next);
    }
  }
  return [];
}

/** Circles of imports, as `a -> b -> a`. Those that share a node may be told as one. */
function circles(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const known = new Set<string>();
  return [...edges.keys()].flatMap((start) => {
    if (known.has(start)) return [];
    const trail = circleFrom(start, edges);
    for (const node of trail) known.add(node);
    return trail.length === 0 ? [] : [[...trail, start].join(' -> ')];
  });
}

/** Files of one name, each pair once; a command and its action are told apart by their folders. */
function namesakes(paths: Iterable<string>): readonly string[] {
  const known = new Map<string, string>();
  return [...paths].flatMap((path) => {
    const name = path.split('/').at(-1) as string;
    if (/^src\/cli\/.*\/(command|run)\.ts$/.test(path)) return [];
    const other = known.get(name);
    known.set(name, path);
    return other === undefined ? [] : [`${path} has the name of ${other}`];
  });
}

/** Exported types that two files declare, each pair once. */
function typeTwins(files: Iterable<readonly [path: string, text: string]>): readonly string[] {
  const known = new Map<string, string>();
  return [...files].flatMap(([path, text]) =>
    [...text.matchAll(/^export (?:interface|type|class) (\w+)/gm)].flatMap(([, name = '']) => {
      const other = known.get(name);
      known.set(name, path);
      return other === undefined ? [] : [`${path}: ${name} is a type of ${other} too`];
    }),
  );
}

const checks: readonly (readonly [string, Check])[] = [
  ['imports go one way', importOrder],
  ['the engine imports no module that does I/O', impureModules],
  ['the engine reads no clock, no chance, no surroundings', impureCalls],
  ['nothing but the command line takes the process for its own', ownProcess],
  [`no file is longer than ${maxLines} lines`, length],
  [`no function is longer than ${maxFunctionLines} lines`, functionLength],
  ['an action never imports its declaration', actionAlone],
  ['nothing is exported by default', defaultExport],
  ['every name says what is inside', vagueName],
  ['date-fns is imported by function', barrel],
  ['nothing has the type any', anyType],
  ['index.ts re-exports and does nothing else', onlyReexports],
];

const root = join(import.meta.dirname, '..');

function filesBelow(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .map((path) => path.replaceAll('\\', '/'));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

describe('the house', () => {
  const files = filesBelow('src');

  test('has files', () => {
    expect(files.size).toBeGreaterThan(50);
  });

  test.each(checks)('%s', (_name, check) => {
    expect([...files].flatMap(([path, text]) => check(path, text))).toEqual([]);
  });

  test('no two files have one name', () => {
    expect(namesakes(files.keys())).toEqual([]);
  });

  test('no two exported types have one name', () => {
    expect(typeTwins(files)).toEqual([]);
  });

  test('no folders import each other in a circle', () => {
    expect(circles(importsOf(files, floorOf))).toEqual([]);
  });

  test('no files import each other in a circle', () => {
    expect(circles(importsOf(files))).toEqual([]);
  });

  test('the command line is entered through bin alone', () => {
    const own = [...filesBelow('bin')];
    const paths = [
      'bin/load-program.js',
      'bin/oktahunt.js',
      'bin/share-thread.js',
      'bin/v8-flags.js',
    ];
    expect(own.map(([path]) => path)).toEqual(paths);
    expect(own.map(([, text]) => text).join()).not.toMatch(/from '\.\.\/dist\//);
    expect(readFileSync(join(root, '.ci/bundle.mjs'), 'utf8')).toContain("'cli', 'main.js'");
  });
});

/** A name, a check, a file with a mistake in it, and what must be said if it matters. */
type Planted = readonly [string, Check, string, string, string?];

describe('the checks catch', () => {
  const planted: readonly Planted[] = [
    [
      'a lower folder importing a higher one',
      importOrder,
      'src/event/a.ts',
      "\nimport { b } from '../rule/b.ts';",
      'src/event/a.ts:2: event must not import rule (../rule/b.ts)',
    ],
    [
      'a type imported the wrong way',
      importOrder,
      'src/rule/a.ts',
      "import type { B } from '../window/b.ts';",
    ],
    [
      'imports over several lines',
      importOrder,
      'src/rule/a.ts',
      "import {\n  b,\n} from '../finding/b.ts';",
      'src/rule/a.ts:3: rule must not import finding (../finding/b.ts)',
    ],
    ['re-exports', importOrder, 'src/rule/a.ts', "export * from '../finding/b.ts';"],
    ['lazy imports', importOrder, 'src/report/a.ts', "await import('../cli/b.ts')"],
    ['imports for their effect', importOrder, 'src/finding/a.ts', "import '../report/b.ts';"],
    [
      'deep folders',
      importOrder,
      'src/input/json/a.ts',
      "import { b } from '../../detection/b.ts';",
    ],
    [
      'input importing what judges',
      importOrder,
      'src/input/a.ts',
      "import { b } from '../window/b.ts';",
    ],
    [
      'the client importing rules',
      importOrder,
      'src/okta/a.ts',
      "import { b } from '../rule/b.ts';",
    ],
    [
      'the pipeline importing a report',
      importOrder,
      'src/hunt.ts',
      "import { b } from './report/b.ts';",
    ],
    [
      'anything importing the command line',
      importOrder,
      'src/index.ts',
      "export { b } from './cli/b.ts';",
    ],
    [
      'an engine importing the entry',
      importOrder,
      'src/finding/a.ts',
      "import { b } from '../index.ts';",
    ],
    [
      'a folder that is not in the table',
      importOrder,
      'src/glue/a.ts',
      '',
      'src/glue/a.ts:1: "glue" has no place in the order of imports',
    ],
    ['a file at the top that is not in the table', importOrder, 'src/main.ts', ''],
    ['file access', impureModules, 'src/rule/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['process as a module', impureModules, 'src/hunt.ts', "import { env } from 'node:process';"],
    [
      'the clock',
      impureCalls,
      'src/window/a.ts',
      'const now = Date.now();',
      'src/window/a.ts:1: looks around itself: Date.now',
    ],
    ['the clock as a date', impureCalls, 'src/window/a.ts', 'const now = new Date( );'],
    ['chance', impureCalls, 'src/engine/a.ts', 'Math.random()'],
    ['timers', impureCalls, 'src/finding/a.ts', 'setTimeout(f, 1)'],
    ['printing', impureCalls, 'src/report/a.ts', "console.log('x')"],
    ['the environment', impureCalls, 'src/detection/a.ts', "process.env['HOME']"],
    [
      'a library that reads the environment',
      ownProcess,
      'src/library/a.ts',
      "\nconst home = process.env['HOME'];",
      'src/library/a.ts:2: acts as if the process were its own: process.env',
    ],
    ['a library that prints', ownProcess, 'src/input/a.ts', 'process.stdout.write(x)'],
    ['measuring', impureCalls, 'src/event/a.ts', 'performance.now()'],
    [
      'a call after a string that looks like a comment',
      impureCalls,
      'src/event/a.ts',
      "f('https://x', Date.now())",
    ],
    [
      'a long file',
      length,
      'src/event/a.ts',
      'x\n'.repeat(401),
      'src/event/a.ts:401: 401 lines, more than 400',
    ],
    [
      'an action that imports its declaration',
      actionAlone,
      'src/cli/pull/run.ts',
      "import type { Flags } from './command.ts';",
      'src/cli/pull/run.ts:1: an action imports the declaration ./command.ts',
    ],
    ['a default export', defaultExport, 'src/cli/a.ts', 'export default function f() {}'],
    ['a renamed default export', defaultExport, 'src/cli/a.ts', 'export { f as default };'],
    ['a vague file', vagueName, 'src/event/utils.ts', ''],
    ['a vague folder', vagueName, 'src/common/a.ts', ''],
    ['all of date-fns', barrel, 'src/cli/a.ts', "import { format } from 'date-fns';"],
    ['any as a parameter', anyType, 'src/cli/a.ts', 'function f(a: any) {}'],
    ['any as a cast', anyType, 'src/cli/a.ts', 'f(a as any)'],
    ['any inside a type', anyType, 'src/cli/a.ts', 'const a: Record<string, any> = b;'],
    ['a list of any', anyType, 'src/cli/a.ts', 'let a = [] as unknown as any[];'],
    [
      'code in the entry',
      onlyReexports,
      'src/index.ts',
      "export { a } from './hunt.ts';\nexport const b = 1;",
      'src/index.ts:2: not a re-export: export const b = 1;',
    ],
  ];

  for (const [name, check, path, text, wanted] of planted) {
    test(name, () => {
      const found = check(path, text);
      expect(found).toHaveLength(1);
      if (wanted !== undefined) expect(found).toEqual([wanted]);
    });
  }

  test('files of one name', () => {
    const paths = ['src/a/b.ts', 'src/c/b.ts', 'src/cli/a/run.ts', 'src/cli/b/run.ts'];
    expect(namesakes(paths)).toEqual(['src/c/b.ts has the name of src/a/b.ts']);
  });

  test('types of one name', () => {
    const twins = [
      ['src/a/b.ts', 'export interface A {}\nexport const A = 1;'],
      ['src/c/d.ts', '\nexport type A = string;\ntype B = A;'],
    ] as const;
    expect(typeTwins(twins)).toEqual(['src/c/d.ts: A is a type of src/a/b.ts too']);
  });

  test('circles of folders', () => {
    const files = new Map([
      ['src/event/a.ts', ''],
      ['src/rule/a.ts', "import { a } from '../event/a.ts';\nimport { b } from '../report/b.ts';"],
      ['src/report/b.ts', "import { c } from '../finding/c.ts';"],
      ['src/finding/c.ts', "import type { A } from '../rule/a.ts';"],
    ]);
    const found = (): readonly string[] => circles(importsOf(files, floorOf));
    expect(found()).toEqual(['rule -> report -> finding -> rule']);
    files.delete('src/finding/c.ts');
    expect(found()).toEqual([]);
  });

  test('circles of files', () => {
    const files = new Map([
      ['src/rule/a.ts', "import { b } from './b.ts';\nimport { c } from './deep/c.ts';"],
      ['src/rule/b.ts', "import type { A } from './a.ts';"],
      ['src/rule/deep/c.ts', "export { d } from './d.ts';"],
      ['src/rule/deep/d.ts', "import { c } from './c.ts';\nimport { e } from 'e';"],
    ]);
    expect(circles(importsOf(files))).toEqual([
      'src/rule/a.ts -> src/rule/b.ts -> src/rule/a.ts',
      'src/rule/deep/c.ts -> src/rule/deep/d.ts -> src/rule/deep/c.ts',
    ]);
  });

  test.each<readonly [string, string, string, string, string]>([
    ['function', 'export async function* long(', '  a: string,\n): B {', '}', 'long'],
    ['one with a pattern', 'function long({', '  a,\n}: { a: B }): C {', '}', 'long'],
    ['an arrow', 'const long = (a: B): C => {', '', '};', 'long'],
    ['an arrow without a block', 'const long = (a: B): C => ({', '', '});', 'long'],
    ['a method', '  async long<T>(a: T): Promise<T> {', '', '  },', 'long'],
    ['an argument', '  items.map((item) => {', '', '  });', 'map'],
  ])('a long %s', (_name, head, rest, end, name) => {
    const top = rest === '' ? [head] : [head, ...rest.split('\n')];
    const body = (lines: number): string =>
      [...top, ...Array(lines - top.length - 1).fill("    x('function () {');"), end, ''].join(
        '\n',
      );
    expect(functionLength('src/a.ts', body(60))).toEqual([]);
    expect(functionLength('src/a.ts', body(61))).toEqual([
      `src/a.ts: ${name} has more than 60 lines`,
    ]);
  });

  test.each<readonly [string, Check, string, string]>([
    ['words in comments', impureCalls, 'src/event/a.ts', '// as in console.log\n/** Date.now() */'],
    ['dates with a time', impureCalls, 'src/event/a.ts', 'new Date(0).toISOString()'],
    ['hashing', impureModules, 'src/finding/a.ts', "import { createHash } from 'node:crypto';"],
    ['the clock at the edge', impureCalls, 'src/cli/a.ts', 'Date.now()'],
    [
      'a value called any',
      anyType,
      'src/cli/a.ts',
      "const any = f(); values.some(any); g({ any: 'or' });",
    ],
    ['the word any in text', anyType, 'src/cli/a.ts', "const a: 'as any' | 'b' = 'b'; // as any"],
    ['date-fns by function', barrel, 'src/cli/a.ts', "import { format } from 'date-fns/format';"],
    ['neighbours', importOrder, 'src/input/json/a.ts', "import { b } from '../limits.ts';"],
    ['packages', importOrder, 'src/rule/a.ts', "import { parse } from 'yaml';"],
    ['declarations', actionAlone, 'src/cli/a/command.ts', "import { run } from './run.ts';"],
    ['long tables', functionLength, 'src/a.ts', `const a = [\n${'  b,\n'.repeat(70)}];`],
    ['long branches', functionLength, 'src/a.ts', `if (a) {\n${'  b();\n'.repeat(70)}}`],
    ['long types', functionLength, 'src/a.ts', `interface A {\n${'  b(): C;\n'.repeat(70)}}`],
  ])('and leave alone %s', (_name, check, path, text) => {
    expect(check(path, text)).toEqual([]);
  });
});
