import { randomUUID } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInRules, loadRules } from '../../../input/rule-files.ts';
import { tell } from '../../../language/message.ts';
import { show } from '../../../report/text/escape.ts';
import { misuse } from '../../failure.ts';
import { writeNew } from '../../terminal/new-files.ts';
import { aLog, aRule } from './rule-template.ts';

/** Rule names that suit files, messages and the command line. */
const validName = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** How far above a rule `rules test` looks for `fixtures/rules`. */
const levelsAbove = 3;

/**
 * Writes a rule and its two logs, all or none; returns the message. Refuses a name that is invalid
 * or taken by a bundled rule, and existing files.
 */
export async function createRule(name: string, into: string): Promise<string> {
  if (!validName.test(name) || name.length > 80) {
    throw misuse(
      `"${show(name)}" is not a valid rule name`,
      'use lower-case words joined by hyphens, such as vpn-from-abroad',
    );
  }
  const { rules } = await loadRules([builtInRules()]);
  if (rules.some((rule) => rule.name === name)) {
    throw misuse(
      `a bundled rule is called ${name}`,
      `choose another name, or see that rule: oktahunt rules show ${name}`,
    );
  }
  const logs = await logFolder(name, into);
  const files = [
    [join(into, `${name}.yml`), aRule(name, randomUUID())],
    [join(logs, 'hit-example.ndjson'), aLog(true)],
    [join(logs, 'miss-example.ndjson'), aLog(false)],
  ] as const;
  await writeNew(files, tell('misuse.otherNameOrFolder'));
  const paths = files.map(([path]) => `wrote ${show(path)}\n`);
  return `${paths.join('')}now edit them, then: oktahunt rules test ${show(into)}\n`;
}

async function logFolder(name: string, into: string): Promise<string> {
  for (let up = 0; up < levelsAbove; up++) {
    const folder = join(into, ...Array<string>(up).fill('..'), 'fixtures', 'rules');
    if (await exists(folder)) return join(folder, name);
  }
  return join(into, 'tests', name);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
