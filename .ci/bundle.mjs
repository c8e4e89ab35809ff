/**
 * Joins the program that the command line runs into few files, in `dist/program/`: hundreds of modules take longer to
 * find than to run. The library is left as it is.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { digestLength } from '../bin/load-program.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist', 'program');

/** Packages that are loaded by themselves, since few commands need them; always by `import()`, so that there is one of each. */
const apart = ['@okta/okta-sdk-nodejs', 'fzstd', 'jose'];
const isApart = (id) => apart.some((name) => id === name || id.startsWith(`${name}/`));

/** What each module imports at once, which is what is loaded with it. */
const imports = new Map();
const noteImports = {
  name: 'note-imports',
  buildEnd() {
    for (const id of this.getModuleIds()) imports.set(id, this.getModuleInfo(id).importedIds);
  },
};

/** Has a file of a package do something when it is needed that it does when it is loaded: `eager` stands in its text. */
function whenNeeded(name, file, eager, change) {
  return {
    name,
    transform(code, id) {
      if (id !== join(root, 'node_modules', file)) return undefined;
      if (!code.includes(eager))
        throw new Error(`${id} has changed: look whether it starts sooner`);
      return change(code.replace(eager, ''));
    },
  };
}

/**
 * `string-width` makes a segmenter when it is loaded, for which ICU reads its data. Most runs measure nothing that needs
 * it.
 */
const segmentWhenNeeded = whenNeeded(
  'segment-when-needed',
  'string-width/index.js',
  'const segmenter = new Intl.Segmenter();',
  (code) =>
    `${code}\nlet made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };`,
);

/** Commander looks for programs of its own only if a command has one. */
const spawnWhenNeeded = whenNeeded(
  'spawn-when-needed',
  'commander/lib/command.js',
  "const childProcess = require('node:child_process');",
  (code) => code.replaceAll(/\bchildProcess\b/g, "require('node:child_process')"),
);

const tables = ['english', 'japanese'];

/** Chalk looks at the terminal when it is loaded, for whoever does not say whether to colour; the program always says so. */
const colorAsTold = {
  name: 'color-as-told',
  load(id) {
    if (id !== join(root, 'node_modules/chalk/source/vendor/supports-color/index.js'))
      return undefined;
    return 'export default { stdout: false, stderr: false };';
  },
};

/**
 * Each language is one table, in a file of its own: joining its parts takes longer than reading it as JSON, and in the
 * program it would be read twice, with the program and with what V8 made of that.
 */
const joinTables = {
  name: 'join-tables',
  async load(id) {
    const name = /dist\/language\/([a-z]+)\.js$/.exec(id)?.[1];
    if (!tables.includes(name)) return undefined;
    const { [name]: table } = await import(id);
    writeFileSync(join(program, `${name}.json`), inAscii(JSON.stringify(table)));
    return `
      import { readFileSync } from 'node:fs';
      import { join } from 'node:path';
      export const ${name} = JSON.parse(readFileSync(join(__filename, '../${name}.json'), 'latin1'));`;
  },
};

/** The same text of JavaScript or JSON in ASCII alone, which is read without decoding. */
function inAscii(text) {
  return text.replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Prepares the question whether a module is loaded with others, by their paths in `dist/`. */
function loadedWith(...paths) {
  let closure;
  return (id) => {
    if (!closure) {
      closure = new Set(paths.map((path) => join(root, 'dist', path)));
      for (const one of closure) for (const other of imports.get(one) ?? []) closure.add(other);
    }
    return closure.has(id);
  };
}

/** Files that are loaded when something in them is first used, though they are imported at once. */
const whenUsed = {
  japanese: /dist\/language\/japanese/,
  grid: /dist\/report\/text\/grid\.js$|node_modules\/(?:cli-table3|@colors)\//,
};

/** Help needs one file, a scan of a file two. */
const groups = [
  ...Object.entries(whenUsed).map(([name, test]) => ({
    ...{ name, test, priority: 4 },
    includeDependenciesRecursively: false,
  })),
  { name: 'main', test: loadedWith('cli/main.js'), priority: 3 },
  {
    name: 'scan',
    test: loadedWith(
      'cli/config/apply-options.js',
      'cli/rules/shelf-file.js',
      'cli/scan/run.js',
      'hunt.js',
      'input/events.js',
      'language/english.js',
      'report/finding/table/table-report.js',
    ),
    priority: 2,
  },
];

mkdirSync(program, { recursive: true });
const bundle = await rolldown({
  input: {
    main: join(root, 'dist', 'cli', 'main.js'),
    'share-thread': join(root, 'dist', 'cli', 'scan', 'threads', 'share-thread.js'),
  },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  external: isApart,
  // What is loaded when it is needed by one may be loaded at once by another.
  checks: { ineffectiveDynamicImport: false },
  plugins: [noteImports, segmentWhenNeeded, spawnWhenNeeded, colorAsTold, joinTables],
});
const { output } = await bundle.generate({
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
  codeSplitting: { groups },
});

/** Modules of Node that the start of Node has loaded already. */
const atHand = ['buffer', 'events', 'fs', 'path', 'process', 'url'];

/** Has each module of Node that takes long loaded when something in it is first used. */
function withNodeWhenUsed(code) {
  const declared =
    /^let (\w+) = (require\("node:([\w/]+)"\));\n(?:\1 = (\w+\.__toESM)\(\1(, 1)?\);\n)?/gm;
  const names = [];
  const lines = code.replace(declared, (line, name, required, id, interop, mode = '') => {
    if (atHand.includes(id)) return line;
    names.push(name);
    const made = interop ? `${interop}(${required}${mode})` : required;
    return `let ${name}_made; const ${name} = () => (${name}_made ??= ${made});\n`;
  });
  if (names.length === 0) return code;
  const used = new RegExp(`(?<!const |[\\w$])(${names.join('|')})(?=\\.)`, 'g');
  // In brackets, since a class in it may be made with `new`.
  return lines.replace(used, '($1())');
}

/**
 * The text of a file as `bin/load-program.js` runs it: a function of what CommonJS gives a file, and of what imports
 * packages for it; behind a digest of it, and in ASCII alone, since V8 reads that without decoding.
 */
function asFunction(code) {
  const names = Object.keys(whenUsed).join('|');
  const loading = new RegExp(
    `^(?:const|let) (\\w+) = (require\\("\\./(?:${names})-[^"]*"\\));$`,
    'gm',
  );
  const text = inAscii(
    withNodeWhenUsed(code)
      .replaceAll(/(?<![\w.$])import\(/g, 'importPackage(')
      .replace(loading, 'const $1 = new Proxy({}, { get: (_, name) => $2[name] });'),
  );
  const digest = createHash('sha256').update(text).digest('hex').slice(0, digestLength);
  return `/*${digest}*/(function (exports, require, importPackage, module, __filename) { ${text}\n})`;
}

for (const { fileName, code } of output) {
  writeFileSync(join(program, fileName), asFunction(code));
}

/** The licences of the packages that are in the files now. */
const packages = new Set();
for (const { moduleIds = [] } of output) {
  for (const id of moduleIds) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[0];
    if (name) packages.add(name);
  }
}
const licences = [...packages].sort().map((folder) => {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : license;
  return `# ${name} ${version}\n\n${text}\n`;
});
writeFileSync(join(program, 'LICENSES.md'), licences.join('\n'));

const warmUp = join(root, '.ci', 'warm-up.mjs');
execFileSync(process.execPath, [warmUp], { stdio: ['ignore', 'ignore', 'inherit'] });
