// Prints the part of package-lock.json that a user needs, as npm-shrinkwrap.json for the package. A whole one would
// give users our tools as well: npm installs all that a package's shrinkwrap lists.
import { readFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const { devDependencies: _tools, ...root } = lock.packages[''];
const needed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev);
const packages = { '': root, ...Object.fromEntries(needed) };
process.stdout.write(`${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
