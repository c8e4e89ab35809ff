import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { suppressionText } from '../../finding/acceptance.ts';
import type { Finding } from '../../finding/finding.ts';
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
  const named = [...new Set(ids.map((id) => recordNamed(id, findings, 'case or finding')))];
  const filters = named.map((finding) => ({ finding, text: filterFor(finding, flags) }));
  if (flags.dryRun === true) {
    const text = filters.map((filter) => filter.text).join('---\n');
    return streamSink(io.stdout, 'standard output').write(text);
  }
  const folder = await folderOf(flags);
  const files = filters.map(({ finding, text }) => [pathOf(finding, folder), text] as const);
  const written = files.map(([path]) => path);
  await writeNew(files, 'it is suppressed already: edit or delete the file');
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
  const told = written.map((path) => `wrote ${show(path)}\n`);
  const next = `now scan with it: oktahunt scan ... --rules ${show(folder)}\n`;
  await asideSink(io.stderr).write(`${told.join('')}${next}`);
}

function checkAcceptance({ reason, expires, owner }: SuppressFlags, now: number): void {
  if (reason.trim() === '') throw misuse('--reason is empty', 'say why the finding is known');
  if (owner !== undefined && owner.trim() === '') throw misuse('--owner is empty', 'leave it out');
  const expiry = parseExpiry(expires);
  if (!expiry) {
    throw misuse(`--expires '${show(expires, { max: 40 })}' is no date`, 'for example 2027-03-31');
  }
  if (isExpired({ expires: expiry }, now)) {
    throw misuse(`--expires ${expires} is over already`, 'name a day that is to come');
  }
}

function filterFor(finding: Finding, { fields, reason, owner, expires }: SuppressFlags): string {
  const own = Object.keys(finding.identity);
  if (own.length === 0) {
    throw misuse(
      `${finding.id} is a finding of ${show(finding.rule.name)}, which has no filters: it is about other rules' findings`,
      'suppress those, or leave the rule out: --skip',
    );
  }
  const unknown = fields?.find((field) => !own.includes(field));
  if (unknown !== undefined) {
    throw misuse(
      `--fields ${show(unknown, { max: 80 })} is not in the identity of ${finding.id}${didYouMean(unknown, own)}`,
      `it has ${own.join(', ')}`,
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
  throw misuse(
    'no folder of rules given',
    'name one: --into FOLDER; or put it into oktahunt.config.yaml as rules: [FOLDER]',
  );
}

/** Where the filter of a finding stands. */
function pathOf({ rule, id }: Finding, folder: string): string {
  const name = `${rule.name.replace(/[^\w.-]/g, '_')}-${id.slice(4)}.yml`;
  return join(folder, 'suppressed', name);
}
