/**
 * For `node --import`: notes which files of the program and of packages are read, and writes their names to the file that
 * `LOADED_FILES` names when the process ends.
 */
import fs, { writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const names = new Set();
const pattern = /\/(?:dist\/program\/(?!code\/)|node_modules\/)(.*)$/;

/** The file's name without what its content adds; of a package its name. */
function nameOf(path) {
  const [, name] = pattern.exec(path) ?? [];
  return name?.replace(/-[\w-]{8}\.cjs$/, '.cjs').replace(/^((?:@[^/]+\/)?[^/]+)\/.*/, '$1');
}

const { readFileSync } = fs;
fs.readFileSync = (path, ...rest) => {
  const name = nameOf(String(path));
  if (name) names.add(name);
  return readFileSync(path, ...rest);
};
syncBuiltinESMExports();

process.on('exit', () => {
  writeFileSync(process.env['LOADED_FILES'], JSON.stringify([...names].sort()));
});
