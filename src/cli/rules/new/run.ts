import { randomUUID } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isUnportableName } from '../../../input/file/platform-path.ts';
import { builtInRules, loadRules } from '../../../input/rule-files.ts';
import type { Language } from '../../../language/language.ts';
import { tell, toldIn } from '../../../language/message.ts';
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
export async function createRule(name: string, into: string, language: Language): Promise<string> {
  if (!validName.test(name) || isUnportableName(name) || name.length > 80) {
    throw misuse(tell('ruleRun.badName', { name }), tell('ruleRun.nameForm'));
  }
  const { rules } = await loadRules([builtInRules()]);
  if (rules.some((rule) => rule.name === name)) {
    throw misuse(tell('ruleRun.bundledName', { name }), tell('ruleRun.otherName', { name }));
  }
  const logs = await logFolder(name, into);
  const files = [
    [join(into, `${name}.yml`), aRule(name, randomUUID(), language)],
    [join(logs, 'hit-example.ndjson'), aLog(true)],
    [join(logs, 'miss-example.ndjson'), aLog(false)],
  ] as const;
  await writeNew(files, tell('misuse.otherNameOrFolder'));
  const lines = [
    ...files.map(([path]) => tell('ruleRun.wrote', { path })),
    tell('ruleRun.nowEdit', { folder: into }),
  ];
  return lines.map((line) => `${show(toldIn(language, line), { max: 1_000 })}\n`).join('');
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
