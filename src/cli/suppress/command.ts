import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { addNames } from '../option/enum.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import type { SuppressFlags } from './suppress-options.ts';

const examples = `
Examples:
  oktahunt scan logs/ -o json=findings.json
  oktahunt suppress okf_d14613 --from findings.json --reason 'the backup bot' --expires 2027-03-31 --into okta-rules
  oktahunt scan logs/ --rules okta-rules        it is gone; the report says what the filter took away
  oktahunt suppress okf_d14613 --from findings.json --reason 'their work' --expires 2027-03-31 --fields actor.id --dry-run
                                                the filter for this actor in any session, on standard output

The filter stands in a file of its own below the folder; edit or delete it like a rule. By itself it takes what the rule
finds of the same values as this finding (its fingerprint, without the day). After its last day it does nothing, and every
run says so until it is removed or renewed. Findings of correlations and of rules about alerts have no filters.

Exit codes: 0 written, 2 usage error or not possible, with the reason, 3 a file cannot be read or written.`;

/** Adds `suppress`: a finding that is known, accepted until a day. */
export function addSuppress(program: Command, context: CommandContext): void {
  const command = program
    .command('suppress')
    .summary('accept a finding until a day, with a reason')
    .description('Writes a filter of the rule language that takes a known finding away.')
    .argument('<id...>', 'beginnings of ids of findings')
    .requiredOption('--from <report>', 'the saved report (json, ndjson) with the finding')
    .requiredOption('--reason <text>', 'why it is known; told with what the filter takes away')
    .requiredOption('--expires <date>', 'the last day (UTC) on which the filter works')
    .option('--owner <name>', 'who answers for it')
    .option('--fields <names>', 'only these fields of its identity count (repeatable)', addNames)
    .option('--into <folder>', 'the folder of rules; if left out, the first one of --rules')
    .option('--dry-run', 'write the filter to standard output instead');
  addRuleOptions(command)
    .addHelpText('after', examples)
    .action(async (ids: string[], flags: SuppressFlags) => {
      const { runSuppress } = await import('./run.ts');
      await runSuppress(ids, flags, context);
    });
}
