import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
import { type Example, notesIn } from '../help/notes.ts';
import { sayIn } from '../option/speech.ts';
import { addRulesBacktest } from './backtest/command.ts';
import { addRulesCheck } from './check/command.ts';
import { addRulesCoverage } from './coverage/command.ts';
import { addRulesDocs } from './docs/command.ts';
import { addRulesFixture } from './fixture/command.ts';
import { addRulesList } from './list/command.ts';
import { addRulesNew } from './new/command.ts';
import { addRulesShow } from './show/command.ts';
import { addRulesTest } from './test/command.ts';
import { addRulesTune } from './tune/command.ts';
import { addRulesWhy } from './why/command.ts';

const examples = [
  ['oktahunt rules list', 'help.rules.all'],
  ['oktahunt rules show session-moved-machine', 'help.rules.one'],
  ['oktahunt rules new vpn-from-abroad --into my-rules/', 'help.rules.new'],
  ['oktahunt rules check my-rules/', 'help.rules.mistakes'],
  ['oktahunt rules test my-rules/', 'help.rules.run'],
  ['oktahunt rules fixture --from export.ndjson --event 3f0c...', 'help.rules.cut'],
  ['oktahunt rules why my-rule --rules my-rules/ --event 3f0c... export.ndjson'],
  ['oktahunt rules backtest my-rules/vpn.yml exports/', 'help.rules.often'],
  ['oktahunt rules tune session-moved-machine exports/', 'help.rules.other'],
  ['oktahunt rules coverage export.ndjson', 'help.rules.covered'],
] as const satisfies readonly Example[];

/** The commands, in the order of the help. */
const commands = [
  addRulesList,
  addRulesShow,
  addRulesNew,
  addRulesCheck,
  addRulesTest,
  addRulesFixture,
  addRulesWhy,
  addRulesBacktest,
  addRulesTune,
  addRulesCoverage,
  addRulesDocs,
] as const;

/** Adds `rules` with its commands. */
export function addRulesCommand(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  const command = program
    .command('rules')
    .summary(say('help.rules.summary'))
    .description(say('help.rules.description'))
    .helpCommand(false);
  for (const add of commands) add(command, context);
  command.addHelpText('after', notesIn(say, examples));
}
