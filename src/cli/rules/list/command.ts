import type { Command } from 'commander';
import { levels } from '../../../rule/level.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { addNames, oneOf } from '../../option/enum.ts';
import { type ListFormat, listFormats } from '../../option/output-format.ts';
import { asideSink, streamSink } from '../../terminal/sink.ts';
import type { RuleFilter } from '../rule-filter.ts';
import { addRuleOptions, type RuleFlags, ruleFilesOf } from '../rule-options.ts';

interface ListFlags extends RuleFlags, RuleFilter {
  readonly format: ListFormat;
  readonly quiet?: boolean;
  readonly pack?: readonly string[];
  /** Lists packs instead. */
  readonly packs?: boolean;
}

const examples = `
Examples:
  oktahunt rules list                           the bundled rules
  oktahunt rules list --rules my-rules/         with your own
  oktahunt rules list --level high              of this level or higher
  oktahunt rules list --technique T1550         with its sub-techniques
  oktahunt rules list --event-type 'user.mfa.*' rules about such events
  oktahunt rules list --packs                   the questions that packs of rules ask
  oktahunt rules list --pack session-theft      the rules of one
  oktahunt rules list --format json             for a script`;

/** Adds `rules list`. */
export function addRulesList(rules: Command, context: CommandContext): void {
  const command = rules
    .command('list')
    .summary('name, level and title of every rule')
    .description('Lists the rules: name, level, title and MITRE ATT&CK techniques.');
  addRuleOptions(command)
    .option('--tag <tags>', 'rules with a tag, such as attack.t1539 (repeatable)', addNames)
    .option('--technique <ids>', 'rules for a technique, such as T1539 (repeatable)', addNames)
    .option(
      '--level <level>',
      'rules that can reach this level or a higher one',
      oneOf(levels, 'level'),
    )
    .option('--status <names>', 'rules of this status (repeatable)', addNames)
    .option('--pack <names>', 'rules of a pack (repeatable)', addNames)
    .option('--packs', 'list the packs instead of the rules')
    .option('--event-type <globs>', 'rules that can match such events (repeatable)', addNames)
    .option('-f, --format <format>', listFormats.join(', '), oneOf(listFormats, 'format'), 'table')
    .option('-q, --quiet', 'do not say how many rules were left out')
    .addHelpText('after', examples)
    .action(async (flags: ListFlags) => {
      const files = ruleFilesOf(flags);
      const [{ loadRuleSet, noteLeftOut }, { listings }, { filterRules }, engine] =
        await Promise.all([
          import('../rule-set.ts'),
          import('./listings.ts'),
          import('../rule-filter.ts'),
          context.load(),
        ]);
      const set = await loadRuleSet(engine, files, context.io);
      if (!flags.quiet) await noteLeftOut(set, context.io);
      if (flags.packs) {
        const { packListings } = await import('./pack-listings.ts');
        const text = packListings[flags.format](set);
        await streamSink(context.io.stdout, 'standard output').write(text);
        return;
      }
      const { rules: all } = set;
      const found = await filterRules(set, flags);
      // Filters have none of the properties that rules are selected by.
      const filters = found.length === all.length ? set.filters : [];
      const text = listings[flags.format](found, filters, context.io.now());
      await streamSink(context.io.stdout, 'standard output').write(text);
      if (found.length === all.length || flags.quiet) return;
      const note = `${found.length} of ${all.length} rules match\n`;
      await asideSink(context.io.stderr).write(note);
    });
}
