import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Everything that a file loads when it is loaded, packages and platform included. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, target = ''] of text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)';/gm)) {
    if (target.startsWith('.')) loadedBy(join(dirname(file), target), seen);
    else seen.add(target);
  }
  return seen;
}

describe('a program that only hunts', () => {
  const root = join(import.meta.dirname, '..', '..');
  const loaded = (file: string): readonly string[] => [...loadedBy(join(root, 'dist', file))];
  const network =
    /^node:(?:https?|net|tls|dns)$|^jose$|^@okta|[/\\]okta[/\\](?:http|auth|log|manage)[/\\]/;

  test('loads nothing that speaks to a network', () => {
    const own = loaded('index.js');
    expect(own.length).toBeGreaterThan(200);
    expect(own.filter((one) => network.test(one))).toEqual([]);
  });

  test('would load it with oktahunt/okta', () => {
    expect(loaded('okta.js').filter((one) => network.test(one))).not.toEqual([]);
  });
});
