import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addDisplay } from '../option/display-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { oneOf } from '../option/enum.ts';
import { sayIn } from '../option/speech.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import { parseLimit, storyFormats } from '../timeline/timeline-options.ts';
import { readShowOptions, type ShowFlags } from './show-options.ts';

const examples = [
  ['oktahunt scan exports/ -o json=findings.json', 'help.show.once'],
  ['oktahunt show okc_1791 findings.json', 'help.show.case'],
  ['oktahunt show okc_1791 findings.json exports/', 'help.show.whole'],
  ['oktahunt show okf_d14613 findings.json', 'help.show.finding'],
  ['oktahunt show 1791 exports/', 'help.show.straight'],
  ["oktahunt show okc_1791 findings.json -f json | jq '.cases[0].do'"],
  ['oktahunt show oks_51c0 exports/', 'help.show.session'],
] as const satisfies readonly Example[];

/** Adds `show`: one case or finding, whole. */
export function addShow(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('show')
    .summary(say('help.show.summary'))
    .description(say('help.show.description'))
    .argument('<id-or-file...>', say('help.show.words'));
  addRuleOptions(say, command.optionsGroup(say('help.group.rules')));
  command
    .optionsGroup(say('help.group.inputOutput'))
    .option(...encodingOption(say))
    .option('--limit <events>', say('help.show.limit'), parseLimit, 200)
    .option(
      '-f, --format <format>',
      say('help.option.onOutput', { formats: storyFormats.join(', ') }),
      oneOf(storyFormats, 'format'),
      'table',
    )
    .option('--allow-partial', say('help.option.exitZero'))
    .option('-q, --quiet', say('help.option.quiet'));
  addDisplay(say, command)
    .addHelpText('after', notesIn(say, examples, ['help.show.ids', 'help.show.exit']))
    .action(async (words: string[], flags: ShowFlags) => {
      const sessions = words.filter((word) => /^oks_[0-9a-f]*$/i.test(word));
      if (sessions.length > 0) {
        const { showSessions } = await import('./show-sessions.ts');
        const paths = words.filter((word) => !sessions.includes(word));
        context.end(await showSessions(sessions, paths, flags, context));
        return;
      }
      const options = readShowOptions(words, flags, context.io);
      const { runShow } = await import('./run.ts');
      context.end(await runShow(options, context));
    });
}
