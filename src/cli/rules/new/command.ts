import type { Command } from 'commander';
import type { CommandContext } from '../../config/command-context.ts';

const examples = `
Examples:
  oktahunt rules new vpn-from-abroad                  rules/vpn-from-abroad.yml and its fixtures
  oktahunt rules new vpn-from-abroad --into detections/network
  oktahunt rules test rules/                          then test it

Writes a working rule, a log in which it must fire (hit-*.ndjson) and one in which it must not
(miss-*.ndjson); edit all three. The logs go where 'oktahunt rules test' looks: into
fixtures/rules/<rule>/ if a parent folder has fixtures/rules, else into tests/<rule>/ beside the rule.
Existing files are never overwritten.

Exit codes: 0 written, 2 the name is taken or invalid, 3 a file cannot be written.`;

interface NewFlags {
  readonly into: string;
}

/** Adds `rules new`. */
export function addRulesNew(rules: Command, context: CommandContext): void {
  rules
    .command('new')
    .summary('write a rule with its fixtures, ready to be edited')
    .description('Writes a rule, a log in which it must fire, and a log in which it must not.')
    .argument('<name>', 'lower-case words joined by hyphens, such as vpn-from-abroad')
    .option('--into <folder>', 'the folder of the rule', 'rules')
    .addHelpText('after', examples)
    .action(async (name: string, { into }: NewFlags) => {
      const [{ createRule }, { streamSink }] = await Promise.all([
        import('./run.ts'),
        import('../../terminal/sink.ts'),
      ]);
      const text = await createRule(name, into);
      await streamSink(context.io.stdout, 'standard output').write(text);
    });
}
