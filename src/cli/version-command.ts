import type { Command } from 'commander';
import type { CommandContext } from './config/command-context.ts';
import { streamSink } from './terminal/sink.ts';
import { product } from './version.ts';

const examples = `
Examples:
  oktahunt version           oktahunt 0.1.0
  oktahunt version --json    with Node, the platform, the versions of formats, and the digest of the bundled rules`;

/** Adds `version`. */
export function addVersion(program: Command, context: CommandContext): void {
  program
    .command('version')
    .summary('print the version')
    .description(
      'Prints the version of oktahunt, and with --json of all that an answer depends on.',
    )
    .option('--json', 'as one JSON document')
    .addHelpText('after', examples)
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { name, version } = await product();
      const text = json === true ? await facts(context) : `${name} ${version}`;
      await streamSink(context.io.stdout, 'standard output').write(`${text}\n`);
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
