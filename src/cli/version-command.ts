import type { Command } from 'commander';
import { tell } from '../language/message.ts';
import type { CommandContext } from './config/command-context.ts';
import { type Example, notesIn } from './help/notes.ts';
import { sayIn } from './option/speech.ts';
import { streamSink } from './terminal/sink.ts';
import { product } from './version.ts';

const examples = [
  ['oktahunt version', 'help.version.plain'],
  ['oktahunt version --json', 'help.version.all'],
] as const satisfies readonly Example[];

/** Adds `version`. */
export function addVersion(program: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  program
    .command('version')
    .summary(say('help.version.summary'))
    .description(say('help.version.description'))
    .option('--json', say('help.version.json'))
    .addHelpText('after', notesIn(say, examples))
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { name, version } = await product();
      const text = json === true ? await facts(context) : `${name} ${version}`;
      await streamSink(context.io.stdout, tell('output.stdout')).write(`${text}\n`);
    });
}

async function facts({ io, load }: CommandContext): Promise<string> {
  const [{ digestOf }, versions, { reportVersion }] = await Promise.all([
    import('./rules/rule-set.ts'),
    import('../finding/format-version.ts'),
    import('../report/finding/json-report.ts'),
  ]);
  const { loadRules, builtInRules } = await load();
  const rules = await loadRules([builtInRules()], {});
  const { name, version } = await product();
  const { findingVersion, caseVersion, runVersion } = versions;
  return JSON.stringify({
    name,
    version,
    node: process.version,
    platform: io.platform,
    rules: { count: rules.rules.length, digest: digestOf(rules) },
    formats: { report: reportVersion, finding: findingVersion, case: caseVersion, run: runVersion },
  });
}
