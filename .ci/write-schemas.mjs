/** Leaves the schemas in `dist/schemas/`, for programs that take them from the package. */
import { mkdir, writeFile } from 'node:fs/promises';
import { schemaNames, schemaOf } from '../dist/cli/schema/schema-catalogue.js';

const folder = new URL('../dist/schemas/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const name of schemaNames) {
  await writeFile(
    new URL(`${name}.json`, folder),
    `${JSON.stringify(await schemaOf(name), null, 2)}\n`,
  );
}
