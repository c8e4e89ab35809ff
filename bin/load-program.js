import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';

/**
 * Loads the program, which the build has joined into few CommonJS files, and keeps what V8 made of them in `code/` beside
 * them, by version of Node, as Python does: without that, half of what a short run takes is compiling. Whoever may
 * write there may as well change the program. Where nobody may, or V8 refuses what was kept, the files are compiled.
 */
export function loadProgram(folder) {
  const outside = createRequire(join(folder, 'main.cjs'));
  const kept = join(folder, 'code', `${process.version}-${process.arch}`);
  const loaded = new Map();
  const fresh = new Map();
  const load = (name) => {
    const known = loaded.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const { script, isFresh } = compile(join(folder, name), join(kept, name));
    if (isFresh) fresh.set(name, script);
    const require = (id) => (id.startsWith('./') ? load(id.slice(2)) : outside(id));
    script.runInThisContext()(module.exports, require, module, join(folder, name), folder);
    return module.exports;
  };
  process.once('exit', () => keep(fresh, kept));
  return load('main.cjs');
}

function compile(file, kept) {
  const cachedData = readIfThere(kept);
  const text = readFileSync(file, 'latin1');
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const script = new Script(text, { filename: file, cachedData, importModuleDynamically });
  return { script, isFresh: cachedData === undefined };
}

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
    for (const [name, script] of scripts) {
      const draft = join(folder, `${name}.${process.pid}`);
      writeFileSync(draft, script.createCachedData());
      renameSync(draft, join(folder, name));
    }
  } catch {
    // A package that is read-only, as most are: the next run compiles as this one did.
  }
}
