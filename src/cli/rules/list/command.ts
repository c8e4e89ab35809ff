import type { Command } from 'commander';
import { tell, toldIn } from '../../../language/message.ts';
import { levels } from '../../../rule/level.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { addNames, oneOf } from '../../option/enum.ts';
import { type ListFormat, listFormats } from '../../option/output-format.ts';
import { sayIn } from '../../option/speech.ts';
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

const examples = [
  ['oktahunt rules list', 'help.rulesList.bundled'],
  ['oktahunt rules list --rules my-rules/', 'help.rulesList.own'],
  ['oktahunt rules list --level high', 'help.rulesList.high'],
  ['oktahunt rules list --technique T1550', 'help.rulesList.sub'],
  ["oktahunt rules list --event-type 'user.mfa.*'", 'help.rulesList.about'],
  ['oktahunt rules list --packs', 'help.rulesList.questions'],
  ['oktahunt rules list --pack session-theft', 'help.rulesList.ofPack'],
  ['oktahunt rules list --format json', 'help.rules.script'],
] as const satisfies readonly Example[];

/** Adds `rules list`. */
export function addRulesList(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = rules
    .command('list')
    .summary(say('help.rulesList.summary'))
    .description(say('help.rulesList.description'));
  addRuleOptions(say, command)
    .option('--tag <tags>', say('help.rulesList.tag'), addNames)
    .option('--technique <ids>', say('help.rulesList.technique'), addNames)
    .option('--level <level>', say('help.rulesList.level'), oneOf(levels, 'level'))
    .option('--status <names>', say('help.rulesList.status'), addNames)
    .option('--pack <names>', say('help.rulesList.pack'), addNames)
    .option('--packs', say('help.rulesList.packs'))
    .option('--event-type <globs>', say('help.rulesList.eventType'), addNames)
    .option('-f, --format <format>', listFormats.join(', '), oneOf(listFormats, 'format'), 'table')
    .option('-q, --quiet', say('help.rulesList.quiet'))
    .addHelpText('after', notesIn(say, examples))
    .action(async (flags: ListFlags) => {
      const files = ruleFilesOf(flags);
      const [{ loadRuleSet, noteLeftOut }, { listings }, { filterRules }, { translated }, engine] =
        await Promise.all([
          import('../rule-set.ts'),
          import('./listings.ts'),
          import('../rule-filter.ts'),
          import('../../../rule/translation.ts'),
          context.load(),
        ]);
      const { language } = context.speech;
      const loaded = await loadRuleSet(engine, files, context, language.tag);
      // Programs read a rule's own words, whatever the language.
      const set = flags.format === 'table' ? translated(loaded) : loaded;
      if (!flags.quiet) await noteLeftOut(set, context);
      if (flags.packs) {
        const { packListings } = await import('./pack-listings.ts');
        const text = packListings[flags.format](set, language);
        await streamSink(context.io.stdout, tell('output.stdout')).write(text);
        return;
      }
      const { rules: all } = set;
      const found = await filterRules(set, flags);
      // Filters have none of the properties that rules are selected by.
      const filters = found.length === all.length ? set.filters : [];
      const text = listings[flags.format](found, filters, context.io.now(), language);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
      if (found.length === all.length || flags.quiet) return;
      const note = tell('ruleReport.matching', { found: found.length, all: all.length });
      await asideSink(context.io.stderr).write(`${toldIn(language, note)}\n`);
    });
}
