import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { addLogFormat, type LogFlags } from '../log/log-format.ts';
import { addDeliverOnce, type DeliverFlags } from '../option/deliver-option.ts';
import { addLocality, type LanguageFlags, languageFor } from '../option/display-options.ts';
import { sayIn } from '../option/speech.ts';

/** The options of `deliver` as given. */
interface DeliverCommandFlags extends DeliverFlags, LanguageFlags, LogFlags {
  readonly quiet?: boolean;
}

/** Another name than that of dead letters, since those are what is usually sent. */
const usualName = 'undelivered.ndjson';

const examples = [
  [
    'oktahunt deliver acme-log/dead-letters.ndjson --deliver slack=env:SLACK_URL',
    'help.deliver.again',
  ],
  [
    'oktahunt deliver findings.json --deliver hec=https://splunk.example:8088',
    'help.deliver.report',
  ],
  [
    'oktahunt scan logs/ -f ndjson | oktahunt deliver - --deliver webhook=https://hooks.example/okta',
  ],
] as const satisfies readonly Example[];

/** Adds `deliver`: dead letters or a saved report in, messages out. */
export function addDeliverCommand(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('deliver')
    .summary(say('help.deliver.summary'))
    .description(say('help.deliver.description'))
    .argument('<file>', say('help.deliver.file'));
  addDeliverOnce(say, command, usualName).option('-q, --quiet', say('help.deliver.quiet'));
  addLogFormat(say, command);
  addLocality(say, command)
    .addHelpText('after', notesIn(say, examples, ['help.deliver.letters', 'help.deliver.exit']))
    .action(async (path: string, flags: DeliverCommandFlags) => {
      const { io, speech } = context;
      if (!flags.deliver?.length) {
        throw misuse(tell('delivery.noReceiver'), tell('delivery.targetExample'));
      }
      const { runDeliver } = await import('./run.ts');
      const plan = {
        path,
        targets: flags.deliver,
        deadLetters: flags.deadLetters ?? usualName,
        language: languageFor(flags, true, io),
        spoken: speech.language,
        zone: flags.tz,
        quiet: flags.quiet === true,
      };
      context.end(await runDeliver(plan, io));
    });
}
