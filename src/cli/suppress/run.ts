import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { suppressionText } from '../../finding/acceptance.ts';
import type { Finding } from '../../finding/finding.ts';
import { say } from '../../language/language.ts';
import { tell } from '../../language/message.ts';
import { show } from '../../report/text/escape.ts';
import { isExpired, parseExpiry } from '../../rule/filter-expiry.ts';
import { didYouMean } from '../../rule/yaml/did-you-mean.ts';
import { readReport } from '../../saved-report/read-report.ts';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { recordNamed } from '../option/id-option.ts';
import { ruleFilesOf } from '../rules/rule-options.ts';
import { loadRuleSet } from '../rules/rule-set.ts';
import { writeNew } from '../terminal/new-files.ts';
import { asideSink, streamSink } from '../terminal/sink.ts';
import type { SuppressFlags } from './suppress-options.ts';

/** Writes a filter for each finding, all or none. */
export async function runSuppress(
  ids: readonly string[],
  flags: SuppressFlags,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  checkAcceptance(flags, io.now());
  const { findings } = await readReport(flags.from);
  const named = [...new Set(ids.map((id) => recordNamed(id, findings, 'caseOrFinding')))];
  const filters = named.map((finding) => ({ finding, text: filterFor(finding, flags) }));
  if (flags.dryRun === true) {
    const text = filters.map((filter) => filter.text).join('---\n');
    return streamSink(io.stdout, tell('output.stdout')).write(text);
  }
  const folder = await folderOf(flags);
  const files = filters.map(({ finding, text }) => [pathOf(finding, folder), text] as const);
  const written = files.map(([path]) => path);
  await writeNew(files, tell('misuse.suppressedAlready'));
  try {
    const { builtIn, paths, lists } = ruleFilesOf({ ...flags, builtinRules: true });
    // What was written must load, with everything it will stand beside.
    await loadRuleSet(
      await context.load(),
      { builtIn, paths: [...new Set([...paths, folder])], lists },
      context,
    );
  } catch (error) {
    for (const path of written) await rm(path, { force: true });
    throw error;
  }
  const { language } = context.speech;
  const lines = [
    ...written.map((path) => say(language, 'run.wrote', { path: show(path) })),
    say(language, 'run.scanWithIt', { folder: show(folder) }),
  ];
  await asideSink(io.stderr).write(lines.map((line) => `${line}\n`).join(''));
}

function checkAcceptance({ reason, expires, owner }: SuppressFlags, now: number): void {
  if (reason.trim() === '') throw misuse(tell('misuse.emptyReason'), tell('misuse.sayWhy'));
  if (owner !== undefined && owner.trim() === '') {
    throw misuse(tell('misuse.emptyOwner'), tell('misuse.leaveOut'));
  }
  const expiry = parseExpiry(expires);
  if (!expiry) {
    throw misuse(
      tell('misuse.noDate', { text: show(expires, { max: 40 }) }),
      tell('misuse.dateExample'),
    );
  }
  if (isExpired({ expires: expiry }, now)) {
    throw misuse(tell('misuse.expiredAlready', { text: expires }), tell('misuse.laterDay'));
  }
}

function filterFor(finding: Finding, { fields, reason, owner, expires }: SuppressFlags): string {
  const own = Object.keys(finding.identity);
  if (own.length === 0) {
    throw misuse(
      tell('misuse.noFilters', { id: finding.id, rule: show(finding.rule.name) }),
      tell('misuse.suppressThose'),
    );
  }
  const unknown = fields?.find((field) => !own.includes(field));
  if (unknown !== undefined) {
    throw misuse(
      tell('misuse.notInIdentity', {
        field: show(unknown, { max: 80 }),
        id: finding.id,
        hint: didYouMean(unknown, own),
      }),
      tell('misuse.identityHas', { fields: own }),
    );
  }
  return suppressionText(finding, fields ?? own, { reason, owner, expires });
}

/** The folder that the filter goes to. */
async function folderOf({ into, rules = [] }: SuppressFlags): Promise<string> {
  if (into !== undefined) return into;
  for (const path of rules) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isFolder) return path;
  }
  throw misuse(tell('misuse.noRulesFolder'), tell('misuse.nameInto'));
}

/** Where the filter of a finding stands. */
function pathOf({ rule, id }: Finding, folder: string): string {
  const name = `${rule.name.replace(/[^\w.-]/g, '_')}-${id.slice(4)}.yml`;
  return join(folder, 'suppressed', name);
}
