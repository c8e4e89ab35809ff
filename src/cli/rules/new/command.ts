import type { Command } from 'commander';
import { tell } from '../../../language/message.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { type Example, notesIn } from '../../help/notes.ts';
import { sayIn } from '../../option/speech.ts';

const examples = [
  ['oktahunt rules new vpn-from-abroad', 'help.rulesNew.both'],
  ['oktahunt rules new vpn-from-abroad --into detections/network'],
  ['oktahunt rules test rules/', 'help.rulesNew.then'],
] as const satisfies readonly Example[];

interface NewFlags {
  readonly into: string;
}

/** Adds `rules new`. */
export function addRulesNew(rules: Command, context: CommandContext): void {
  const say = sayIn(context.speech);
  rules
    .command('new')
    .summary(say('help.rulesNew.summary'))
    .description(say('help.rulesNew.description'))
    .argument('<name>', say('help.rulesNew.name'))
    .option('--into <folder>', say('help.rulesNew.into'), 'rules')
    .addHelpText('after', notesIn(say, examples, ['help.rulesNew.note', 'help.rulesNew.exit']))
    .action(async (name: string, { into }: NewFlags) => {
      const [{ createRule }, { streamSink }] = await Promise.all([
        import('./run.ts'),
        import('../../terminal/sink.ts'),
      ]);
      const text = await createRule(name, into, context.speech.language);
      await streamSink(context.io.stdout, tell('output.stdout')).write(text);
    });
}
