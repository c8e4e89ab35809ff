import { Command } from 'commander';
import { addAnomalies } from './anomalies/command.ts';
import { addCompletion } from './completion/command.ts';
import { addConfig } from './config/command.ts';
import type { CommandContext } from './config/command-context.ts';
import { addConvert } from './convert/command.ts';
import { addConvertLog } from './convert-log/command.ts';
import { addDeliverCommand } from './deliver/command.ts';
import { addDoctor } from './doctor/command.ts';
import { addHealth } from './health/command.ts';
import { addHelp } from './help/command.ts';
import { type Example, notesIn } from './help/notes.ts';
import { helpWidth, spokenHelp, ungrouped } from './help/spoken-help.ts';
import { addInit } from './init/command.ts';
import { addMan } from './man/command.ts';
import { addMark } from './mark/command.ts';
import { addLanguage } from './option/display-options.ts';
import { type Say, sayIn } from './option/speech.ts';
import { addPull } from './pull/command.ts';
import { addRulesCommand } from './rules/command.ts';
import { addScan } from './scan/command.ts';
import { addSchema } from './schema/command.ts';
import { addShow } from './show/command.ts';
import { addSuppress } from './suppress/command.ts';
import { addTimeline } from './timeline/command.ts';
import { addVersion } from './version-command.ts';
import { addWatch } from './watch/command.ts';

const examples = [
  ['oktahunt scan --since 7d', 'help.program.week'],
  ['oktahunt scan okta-export.ndjson.gz', 'help.program.export'],
  ['oktahunt scan exports/ --format ndjson', 'help.program.lines'],
  ['oktahunt convert findings.json -o sarif=okta.sarif', 'help.program.convert'],
  ['oktahunt show okc_1791 findings.json', 'help.program.case'],
  ['oktahunt timeline exports/ --user ana@example.com', 'help.program.user'],
  ['oktahunt convert-log splunk.csv', 'help.program.plain'],
  ['oktahunt rules list', 'help.program.rules'],
  ['oktahunt help exit-codes', 'help.program.exitCodes'],
] as const satisfies readonly Example[];

/**
 * The command line as a tree of commands. `write` gets the text for standard output (help, version);
 * wrong usage throws a `CommanderError`. Nothing is printed and nothing exits.
 */
export function createProgram(
  context: CommandContext,
  version: string,
  write: (text: string) => unknown,
): Command {
  const say = sayIn(context.speech);
  const program = new Command('oktahunt')
    .description(say('help.program.description'))
    .version(version, '-V, --version', say('help.program.version'))
    .helpOption('-h, --help', say('help.thisHelp'))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void write(text),
      writeErr: (text) => void write(text),
      outputError: () => {},
      getOutHelpWidth: () => helpWidth(context.io.stdout),
    })
    .configureHelp(spokenHelp(say))
    .addHelpText('after', notesIn(say, examples))
    .hook('preAction', async (_, command) => {
      if (command.parent?.name() === 'config' || command.name().startsWith('__')) return;
      const { configure } = await import('./config/apply-options.ts');
      await configure(command, context);
    });
  addScan(program, context);
  // A scan has to begin soon, and nothing that it says depends on other commands.
  if (context.argv?.[0] !== 'scan') addOthers(program, context);
  addLanguageEverywhere(program, say);
  return program;
}

function addOthers(program: Command, context: CommandContext): void {
  addAnomalies(program, context);
  addConvert(program, context);
  addConvertLog(program, context);
  addShow(program, context);
  addTimeline(program, context);
  addPull(program, context);
  addWatch(program, context);
  addDeliverCommand(program, context);
  addHealth(program, context);
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
}

/** Every command that does something can be told the language, since all of them speak. */
function addLanguageEverywhere(command: Command, say: Say): void {
  const below = command.createHelp().visibleCommands(command);
  for (const one of below) addLanguageEverywhere(one, say);
  if (below.length > 0 || command.options.some(({ long }) => long === '--lang')) return;
  addLanguage(say, command.optionsGroup(ungrouped));
}
