import type { Command } from 'commander';
import { tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { misuse } from '../failure.ts';
import { addDeliverOnce, type DeliverFlags } from '../option/deliver-option.ts';
import { addLanguage, type LanguageFlags, languageFor } from '../option/display-options.ts';

/** The options of `deliver` as given. */
interface DeliverCommandFlags extends DeliverFlags, LanguageFlags {
  readonly quiet?: boolean;
}

/** Another name than that of dead letters, since those are what is usually sent. */
const usualName = 'undelivered.ndjson';

const examples = `
Examples:
  oktahunt deliver acme-log/dead-letters.ndjson --deliver slack=env:SLACK_URL
                                                     what could not be delivered, once more
  oktahunt deliver findings.json --deliver hec=https://splunk.example:8088
                                                     a saved report, without scanning again
  oktahunt scan logs/ -f ndjson | oktahunt deliver - --deliver webhook=https://hooks.example/okta

A dead letter goes to the receiver that it was for, if that is among those given, else to all of them. What
is sent again has the id that it had before. What is not delivered is kept in undelivered.ndjson (--dead-letters).

Exit codes: 0 all delivered, 2 usage error, 3 not all delivered, or nothing to read.`;

/** Adds `deliver`: dead letters or a saved report in, messages out. */
export function addDeliverCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('deliver')
    .summary('send dead letters or a saved report to receivers')
    .description(
      'Sends what could not be delivered, or the findings and cases of a saved report, to receivers.',
    )
    .argument(
      '<file>',
      "dead letters, or a report of --format json or ndjson; '-' is standard input",
    );
  addDeliverOnce(command, usualName).option(
    '-q, --quiet',
    'only errors and warnings on standard error',
  );
  addLanguage(command)
    .addHelpText('after', examples)
    .action(async (path: string, flags: DeliverCommandFlags) => {
      const { io } = context;
      if (!flags.deliver?.length) {
        throw misuse(tell('delivery.noReceiver'), tell('delivery.targetExample'));
      }
      const { runDeliver } = await import('./run.ts');
      const plan = {
        path,
        targets: flags.deliver,
        deadLetters: flags.deadLetters ?? usualName,
        language: languageFor(flags, true, io),
        zone: flags.tz,
        quiet: flags.quiet === true,
      };
      context.end(await runDeliver(plan, io));
    });
}
