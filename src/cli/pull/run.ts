import { hoursToMilliseconds } from 'date-fns/hoursToMilliseconds';
import { tell, toldIn } from '../../language/message.ts';
import { retention } from '../../library/pull-plan.ts';
import type { Span } from '../../okta/log/log-query.ts';
import type { CommandContext } from '../config/command-context.ts';
import { connect } from '../config/connection.ts';
import { exitCodes } from '../exit-code.ts';
import type { LogFlags } from '../log/log-format.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { streamSink } from '../terminal/sink.ts';
import { pullInto } from './pull-into.ts';
import { showPulling, tellNotes } from './pull-progress.ts';

/** The options of `pull` as given. */
export interface PullFlags extends ConnectionFlags, LogFlags {
  readonly since: string;
  readonly until?: string;
  readonly out: string;
  readonly gzip?: boolean;
  readonly overlap?: string;
  readonly quiet?: boolean;
}

/** Pulls a span into the archive, reports the result on standard output, and returns the exit code. */
export async function runPull(
  flags: PullFlags,
  span: Span,
  { io, speech }: Pick<CommandContext, 'io' | 'speech'>,
): Promise<number> {
  const { out: folder, gzip } = flags;
  const { language } = speech;
  const pulling = showPulling(io, flags.quiet === true, false, language);
  const interrupt = onInterrupt(io, () => {});
  try {
    const { abort: signal } = interrupt;
    const { wait: onWait, tick } = pulling;
    const connection = await connect(flags, io, { signal, onWait, tick });
    tellNotes(connection, pulling);
    const { org, toldMode: mode } = connection.client;
    pulling.say('okta.query', tell('pull.into', { host: org.host, folder, mode }), {
      org: org.host,
    });
    if (span.since < connection.world.now() - retention - hoursToMilliseconds(1)) {
      pulling.warn('okta.retention', tell('pull.keeps90'));
    }
    const pulled = await pullInto({ folder, gzip, connection, pulling }, span);
    pulling.clear();
    const { added, repeated, conflicts, events } = pulled;
    const counts = [
      tell('pull.added', { count: added }),
      tell('pull.duplicates', { count: repeated }),
      ...(conflicts > 0 ? [tell('pull.conflicts', { count: conflicts })] : []),
    ];
    const out = streamSink(io.stdout, tell('output.stdout'));
    await out.write(`${toldIn(language, tell('pull.total', { counts, total: events }))}\n`);
    pulling.say('pull.next', tell('pull.next', { folder }));
    return exitCodes.clean;
  } catch (error) {
    pulling.clear();
    const signal = interrupt.by();
    if (signal === undefined) throw error;
    pulling.warn('pull.interrupted', tell('pull.interrupted'));
    return exitCodes[signal];
  } finally {
    interrupt.release();
  }
}
