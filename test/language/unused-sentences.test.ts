import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { english } from '../../src/language/english.ts';

const src = join(import.meta.dirname, '../../src');
const tables = /^language[/\\](english|japanese)[/\\]/;
const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !tables.test(file))
  .map((file) => readFileSync(join(src, file), 'utf8'))
  .join('\n');

/** The names that a template can make, such as `level.${level}`, as a pattern of all of them. */
function patternOf(template: string): string {
  return template
    .split(/\$\{[^}]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.+');
}

test('every sentence is said somewhere', () => {
  const templates = [...code.matchAll(/`([A-Za-z]+\.(?:\$\{[^}]*\}|[^`\s$])+)`/g)];
  const made = new RegExp(`^(?:${templates.map(([, text = '']) => patternOf(text)).join('|')})$`);
  const unused = Object.keys(english).filter((name) => {
    return !code.includes(`'${name}'`) && !made.test(name);
  });
  expect(unused).toEqual([]);
});
