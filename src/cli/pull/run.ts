import { hoursToMilliseconds } from 'date-fns/hoursToMilliseconds';
import type { Span } from '../../okta/log/log-query.ts';
import { grouped, quantity } from '../../report/text/quantity.ts';
import { connect } from '../config/connection.ts';
import { exitCodes } from '../exit-code.ts';
import type { LogFlags } from '../log/log-format.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { retention } from '../scan/org-source.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
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
export async function runPull(flags: PullFlags, span: Span, io: Io): Promise<number> {
  const { out: folder, gzip } = flags;
  const pulling = showPulling(io, flags.quiet === true);
  const interrupt = onInterrupt(io, () => {});
  try {
    const { abort: signal } = interrupt;
    const { wait: onWait, tick } = pulling;
    const connection = await connect(flags, io, { signal, onWait, tick });
    tellNotes(connection, pulling);
    const { host } = connection.client.org;
    pulling.say('okta.query', `${host} into ${folder}; ${connection.client.mode}`, { org: host });
    if (span.since < connection.world.now() - retention - hoursToMilliseconds(1)) {
      pulling.warn(
        'okta.retention',
        'warning: Okta keeps events for 90 days; older ones cannot be pulled',
      );
    }
    const pulled = await pullInto({ folder, gzip, connection, pulling }, span);
    pulling.clear();
    const { added, repeated, conflicts, events } = pulled;
    const counts = [
      `${quantity(added, 'event')} added`,
      `${quantity(repeated, 'duplicate')}`,
      ...(conflicts > 0 ? [`${quantity(conflicts, 'uuid conflict')}`] : []),
    ];
    const out = streamSink(io.stdout, 'standard output');
    await out.write(`${counts.join(', ')}; ${grouped(events)} total\n`);
    pulling.say(
      'pull.next',
      `next: oktahunt scan ${folder}; the next pull picks up late-arriving events`,
    );
    return exitCodes.clean;
  } catch (error) {
    pulling.clear();
    const signal = interrupt.by();
    if (signal === undefined) throw error;
    pulling.warn(
      'pull.interrupted',
      'interrupted; what was pulled is safe, and the same command resumes',
    );
    return exitCodes[signal];
  } finally {
    interrupt.release();
  }
}
