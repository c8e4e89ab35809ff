import { Command } from 'commander';
import { languages } from '../language/languages.ts';
import { addAnomalies } from './anomalies/command.ts';
import { addCompletion } from './completion/command.ts';
import { addConfig } from './config/command.ts';
import type { CommandContext } from './config/command-context.ts';
import { addConvert } from './convert/command.ts';
import { addConvertLog } from './convert-log/command.ts';
import { addDoctor } from './doctor/command.ts';
import { addHelp } from './help.ts';
import { addInit } from './init/command.ts';
import { addMan } from './man/command.ts';
import { addMark } from './mark/command.ts';
import type { LanguageFlags } from './option/display-options.ts';
import { addPull } from './pull/command.ts';
import { addRulesCommand } from './rules/command.ts';
import { addScan } from './scan/command.ts';
import { addSchema } from './schema/command.ts';
import { addShow } from './show/command.ts';
import { addSuppress } from './suppress/command.ts';
import { addTimeline } from './timeline/command.ts';
import { addVersion } from './version-command.ts';
import { addWatch } from './watch/command.ts';

const examples = `
Examples:
  oktahunt scan --since 7d                 scan the org's last week
  oktahunt scan okta-export.ndjson.gz      scan a saved export
  oktahunt scan exports/ --format ndjson   one finding per line, for a SIEM
  oktahunt convert findings.json -o sarif=okta.sarif
                                           a saved report in another format
  oktahunt show okc_1791 findings.json     a case of a saved report, in full
  oktahunt timeline exports/ --user ana@example.com   all that a user did, in order
  oktahunt convert-log splunk.csv          any export as plain NDJSON
  oktahunt rules list                      all rules
  oktahunt help exit-codes                 what each exit code means`;

/**
 * The command line as a tree of commands. `write` gets the text for standard output (help, version);
 * wrong usage throws a `CommanderError`. Nothing is printed and nothing exits.
 */
export function createProgram(
  context: CommandContext,
  version: string,
  write: (text: string) => unknown,
): Command {
  const program = new Command('oktahunt')
    .description('Finds attacks in Okta System Log events.')
    .version(version, '-V, --version', 'the version of oktahunt')
    .helpOption('-h, --help', 'this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void write(text),
      writeErr: (text) => void write(text),
      outputError: () => {},
    })
    .addHelpText('after', examples)
    .hook('preAction', async (_, command) => {
      if (command.parent?.name() === 'config' || command.name().startsWith('__')) return;
      const { configure } = await import('./config/apply-options.ts');
      await configure(command, context.io);
      const { lang } = command.opts<LanguageFlags>();
      if (lang !== undefined) context.speech.language = languages[lang];
    });
  addScan(program, context);
  addAnomalies(program, context);
  addConvert(program, context);
  addConvertLog(program, context);
  addShow(program, context);
  addTimeline(program, context);
  addPull(program, context);
  addWatch(program, context);
  addDoctor(program, context);
  addInit(program, context);
  addConfig(program, context);
  addRulesCommand(program, context);
  addSuppress(program, context);
  addMark(program, context);
  addSchema(program, context);
  addCompletion(program, context);
  addMan(program, context);
  addVersion(program, context);
  addHelp(program, context);
  return program;
}
