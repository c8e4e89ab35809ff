import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSurface } from './api-surface.ts';

const surface = readSurface({ oktahunt: 'dist/index.d.ts', 'oktahunt/okta': 'dist/okta.d.ts' });
const golden = join(import.meta.dirname, 'api.txt');

describe('the public API', () => {
  test('is as it is written down', () => {
    const text = surface
      .map(({ entry, declared }) => {
        return `# ${entry}\n\n${declared.map((one) => `## ${one.name}\n${one.text}\n`).join('\n')}`;
      })
      .join('\n');
    if (process.env['UPDATE_API']) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  test('says of everything what it is', () => {
    expect(surface.flatMap(({ declared }) => declared.flatMap((one) => one.undocumented))).toEqual(
      [],
    );
  });

  test('has every type that it names', () => {
    const hidden = surface.flatMap(({ declared }) =>
      declared.flatMap((one) => one.hidden.map((type) => `${type}, named by ${one.name}`)),
    );
    expect(hidden).toEqual([]);
  });
});
