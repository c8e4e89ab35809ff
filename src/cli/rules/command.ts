import type { Command } from 'commander';
import type { CommandContext } from '../config/command-context.ts';
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

const examples = `
Examples:
  oktahunt rules list                              all rules
  oktahunt rules show session-moved-machine        one rule in full
  oktahunt rules new vpn-from-abroad --into my-rules/   a new rule with fixtures
  oktahunt rules check my-rules/                   mistakes in your own rules
  oktahunt rules test my-rules/                    run them on their fixtures
  oktahunt rules fixture --from export.ndjson --event 3f0c...   a fixture out of a log, under pseudonyms
  oktahunt rules why my-rule --rules my-rules/ --event 3f0c... export.ndjson
  oktahunt rules backtest my-rules/vpn.yml exports/   how often it would have fired, and on whom
  oktahunt rules tune session-moved-machine exports/  other thresholds and filters, with numbers
  oktahunt rules coverage export.ndjson            what is covered, and for which rules a log has data`;

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
  const command = program
    .command('rules')
    .summary('list, inspect, check and test rules')
    .description('Lists, inspects, checks and tests rules, and explains why they fire.')
    .helpCommand(false);
  for (const add of commands) add(command, context);
  command.addHelpText('after', examples);
}
