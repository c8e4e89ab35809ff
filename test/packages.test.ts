import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Entry {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
const { '': own = {}, ...installed } = lock.packages;

/**
 * What a user installs: each package that we ask for, why, and which ones come with it. Whoever lets one in writes
 * down why; a package that comes along unnoticed fails the test.
 */
const needed: Readonly<Record<string, { readonly why: string; readonly brings?: string }>> = {
  '@okta/okta-sdk-nodejs': {
    why: "Okta's own signing of tokens and DPoP proofs; loaded for private keys alone",
    brings: [
      '@types/node @types/node-forge agent-base argparse async-function async-generator-function asynckit',
      'base64-js base64url buffer call-bind-apply-helpers combined-stream debug deep-copy delayed-stream',
      'dunder-proto ecdsa-sig-formatter eckles es-define-property es-errors es-object-atoms es-set-tostringtag',
      'es6-promise form-data function-bind generator-function get-intrinsic get-proto gopd has-symbols',
      'has-tostringtag hasown https-proxy-agent ieee754 js-yaml lodash long math-intrinsics mime-db mime-types ms',
      'njwt njwt/node_modules/@types/node njwt/node_modules/uuid node-fetch node-forge node-jose',
      'node-jose/node_modules/uuid pako parse-link-header process querystringify rasha requires-port safe-buffer',
      'safe-flat tr46 undici-types url-parse uuid webidl-conversions whatwg-url xtend',
    ].join(' '),
  },
  chalk: { why: 'colour in a terminal' },
  'cli-table3': {
    why: 'the tables for people',
    brings: [
      '@colors/colors cli-table3/node_modules/ansi-regex cli-table3/node_modules/emoji-regex',
      'cli-table3/node_modules/string-width cli-table3/node_modules/strip-ansi is-fullwidth-code-point',
    ].join(' '),
  },
  commander: { why: 'the command line' },
  'date-fns': { why: 'lengths of time; by function, since the whole of it costs most of a second' },
  fzstd: { why: 'Zstandard where Node has none (before 22.15)' },
  jose: { why: 'signs what a private key proves: client assertions and DPoP proofs' },
  re2js: { why: 'patterns of rules in linear time, however they are written' },
  'string-width': {
    why: 'columns that text of any script takes in a terminal',
    brings: 'ansi-regex emoji-regex get-east-asian-width strip-ansi',
  },
  yaml: { why: 'rule files, with the place of every mistake' },
  zod: { why: 'the JSON Schemas of what is written' },
};

/** What only we install. */
const tools: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'form and lint',
  '@types/node': 'the types of the oldest Node that we promise',
  ajv: 'another reader of our JSON Schemas',
  'axe-core': 'judges whether the page can be used without sight, colour or mouse',
  'fast-check': 'properties, with seeds',
  micromark: 'another reader of our Markdown',
  'micromark-extension-gfm': 'the same with what GitHub adds',
  rolldown: 'joins the program into few files, which start sooner',
  standardwebhooks: 'another reader of our webhooks',
  typescript: 'the compiler',
  vitest: 'the tests',
};

/** Entries of the lock for all platforms together: what users install, and all. */
const counts = { needed: 84, all: 237 };

const lists = (names: string | undefined): readonly string[] => names?.split(' ') ?? [];
const pathOf = (name: string): string => `node_modules/${name}`;
const words = (names: Iterable<string>): readonly string[] => [...names].sort();

/** The entry that a package at `from` means by a name: the nearest folder of packages counts. */
function resolve(from: string, name: string): string | undefined {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const path = base === '' ? pathOf(name) : `${base}/${pathOf(name)}`;
    if (path in installed) return path;
    if (!base.includes('/node_modules/'))
      return pathOf(name) in installed ? pathOf(name) : undefined;
  }
}

function broughtBy(path: string, seen = new Set<string>()): ReadonlySet<string> {
  const { dependencies, optionalDependencies } = installed[path] ?? {};
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const found = resolve(path, name);
    if (found === undefined || seen.has(found)) continue;
    seen.add(found);
    broughtBy(found, seen);
  }
  return seen;
}

describe('the packages', () => {
  test('that we ask for have a reason, and are as many as we know', () => {
    expect(words(Object.keys(own.dependencies ?? {}))).toEqual(words(Object.keys(needed)));
    expect(words(Object.keys(own.devDependencies ?? {}))).toEqual(words(Object.keys(tools)));
    const all = Object.values(installed);
    expect({ needed: all.filter(({ dev }) => !dev).length, all: all.length }).toEqual(counts);
  });

  test.each(Object.entries(needed))('that come with %s are known', (name, { brings }) => {
    const found = [...broughtBy(pathOf(name))].map((path) => path.slice(pathOf('').length));
    expect(words(found)).toEqual(words(lists(brings)));
  });

  test('that users install are all named above', () => {
    const named = Object.entries(needed).flatMap(([name, { brings }]) => [name, ...lists(brings)]);
    const users = Object.entries(installed).flatMap(([path, { dev }]) => (dev ? [] : [path]));
    expect(words(users)).toEqual(words(new Set(named.map(pathOf))));
  });

  test.each(Object.keys(needed))('%s is used', (name) => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const isUsed = files
      .filter((file) => file.endsWith('.ts'))
      .some((file) => {
        const text = readFileSync(join(root, 'src', file), 'utf8');
        return text.includes(`'${name}'`) || text.includes(`'${name}/`);
      });
    expect(isUsed).toBe(true);
  });

  test('run nothing when they are installed', () => {
    expect(Object.values(installed).filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const atInstall = [
      'preinstall',
      'install',
      'postinstall',
      'preprepare',
      'prepare',
      'postprepare',
    ];
    expect(atInstall.filter((name) => name in scripts)).toEqual([]);
  });
});

describe('the shrinkwrap of the package', () => {
  const text = execFileSync(process.execPath, [join(root, '.ci', 'shrinkwrap.mjs')], {
    encoding: 'utf8',
  });
  const wrapped = JSON.parse(text) as Lock;

  test('is the tested tree, without what only we install', () => {
    const { '': top, ...packages } = wrapped.packages;
    expect(top?.dependencies).toEqual(own.dependencies);
    expect(top).not.toHaveProperty('devDependencies');
    const users = Object.entries(installed).filter(([, { dev }]) => !dev);
    expect(packages).toEqual(Object.fromEntries(users));
  });

  test('is made when the package is packed, and is part of it', () => {
    const { scripts, files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
      readonly files: readonly string[];
    };
    expect(files).toContain('npm-shrinkwrap.json');
    expect(scripts['prepack']).toMatch(/npm run build && .*shrinkwrap\.mjs > npm-shrinkwrap\.json/);
    expect(scripts['package']).toContain('--ignore-scripts=false');
  });
});
