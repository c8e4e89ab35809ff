import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { addDisplay } from '../option/display-options.ts';
import { encodingOption } from '../option/encoding.ts';
import { oneOf } from '../option/enum.ts';
import { addRuleOptions } from '../rules/rule-options.ts';
import { parseLimit, storyFormats } from '../timeline/timeline-options.ts';
import { readShowOptions, type ShowFlags } from './show-options.ts';

const examples = `
Examples:
  oktahunt scan exports/ -o json=findings.json           scan once, look often
  oktahunt show okc_1791 findings.json                   a case: its story, what to do, its findings
  oktahunt show okc_1791 findings.json exports/          and all that its people and machines did
  oktahunt show okf_d14613 findings.json                 one finding in full
  oktahunt show 1791 exports/                            straight from the log, which is scanned first
  oktahunt show okc_1791 findings.json -f json | jq '.cases[0].do'
  oktahunt show oks_51c0 exports/                        a session of 'oktahunt anomalies': every reason, and what was done

An id may be shortened to any unique beginning, with or without okc_ or okf_. A case and its earliest finding
have the same digits; digits alone mean the case.

Exit codes: 0 shown, 2 usage error (an id that names nothing, or several), 3 could not run, 4 the log could not
be read in full (--allow-partial makes that 0).`;

/** Adds `show`: one case or finding, whole. */
export function addShow(program: Command, context: CommandContext): void {
  const command = program
    .command('show')
    .summary('show a case or a finding in full')
    .description(
      'Shows cases and findings in full, from a saved report or straight from logs: of a case what ' +
        'happened, in order, what it left behind, what to do, and its findings.',
    )
    .argument('<id-or-file...>', 'beginnings of ids; a saved report (json, ndjson), logs, or both');
  addRuleOptions(command.optionsGroup('Rules:'));
  command
    .optionsGroup('Input and output:')
    .option(...encodingOption)
    .option('--limit <events>', 'show at most so many events of a case', parseLimit, 200)
    .option(
      '-f, --format <format>',
      `on standard output: ${storyFormats.join(', ')}`,
      oneOf(storyFormats, 'format'),
      'table',
    )
    .option('--allow-partial', 'exit 0 instead of 4')
    .option('-q, --quiet', 'no progress; only errors and warnings on standard error');
  addDisplay(command)
    .addHelpText('after', examples)
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
