const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');
const {
  boundHeap,
  codeTag,
  endPassing,
  optimizeLater,
  setV8Flags,
  undisturbed,
} = require('./v8-flags.js');

/** So many digits of a digest stand in a comment at the beginning of each file. */
const digestLength = 16;

/**
 * Loads the program, which the build has joined into few CommonJS files, and keeps what V8 made of them in `code/` beside
 * them, by version of Node, as Python does: without that, half of what a short run takes is compiling. Whoever may
 * write there may as well change the program. Where nobody may, or V8 refuses what was kept, the files are compiled.
 */
function loadProgram(folder) {
  setV8Flags();
  optimizeLater();
  boundHeap();
  const fresh = new Map();
  const kept = keptIn(folder);
  process.once('exit', () => undisturbed(() => keep(fresh, kept)));
  return loadFile(folder, 'main.cjs', { kept, fresh });
}

/** Loads what a thread of the program runs; flags are those of the process, and the main thread keeps what was compiled. */
function loadThread(folder, name) {
  endPassing();
  return loadFile(folder, name, { kept: keptIn(folder), fresh: new Map() });
}

function loadFile(folder, entry, { kept, fresh }) {
  const outside = createRequire(join(folder, 'main.cjs'));
  const loaded = new Map();
  const load = (name) => {
    const known = loaded.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const { script, code, isKept } = undisturbed(() => compile(join(folder, name), kept));
    if (!isKept) fresh.set(code, script);
    const require = (id) => (id.startsWith('./') ? load(id.slice(2)) : outside(id));
    script.runInThisContext()(module.exports, require, importPackage, module, join(folder, name));
    return module.exports;
  };
  return load(entry);
}

/** Where what V8 made of the files is kept: it takes no other code than of its version, under the same flags, for such a processor. */
function keptIn(folder) {
  return join(folder, 'code', `${process.version}-${process.arch}-${codeTag()}`);
}

/** V8 looks at no more of a text than its length, so what was kept is known by the digest. */
function compile(file, kept) {
  const text = readFileSync(file, 'latin1');
  const code = join(kept, text.slice(2, 2 + digestLength));
  const cachedData = readIfThere(code);
  const script = new Script(text, { filename: file, cachedData });
  return { script, code, isKept: cachedData !== undefined };
}

/** What `import()` means in the program: Node lets no script import anything that was compiled from kept code. */
const importPackage = (name) => import(name);

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Each file is there whole or not at all, also if several runs end at once. */
function keep(scripts, folder) {
  try {
    if (scripts.size > 0) mkdirSync(folder, { recursive: true });
    for (const [code, script] of scripts) {
      const draft = `${code}.${process.pid}`;
      writeFileSync(draft, script.createCachedData());
      renameSync(draft, code);
    }
  } catch {
    // A package that is read-only, as most are: the next run compiles as this one did.
  }
}

module.exports = { digestLength, loadProgram, loadThread };
