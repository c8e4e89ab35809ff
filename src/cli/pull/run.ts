import { hoursToMilliseconds } from 'date-fns/hoursToMilliseconds';
import { realWorld } from '../../okta/http/world.ts';
import type { Span } from '../../okta/log/log-query.ts';
import { connect } from '../config/connection.ts';
import { exitCodes } from '../exit-code.ts';
import { retention } from '../scan/org-source.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { streamSink } from '../terminal/sink.ts';
import type { PullFlags } from './command.ts';
import { pullInto } from './pull-into.ts';
import { countedDown, showPulling, tellNotes } from './pull-progress.ts';

export interface PullPlan {
  readonly flags: PullFlags;
  readonly folder: string;
  readonly span: Span;
}

/** Pulls as planned, says what came of it on standard output, and returns the exit code. */
export async function runPull({ flags, folder, span }: PullPlan, io: Io): Promise<number> {
  const pulling = showPulling(io, flags.quiet === true);
  const interrupt = onInterrupt(io, () => {});
  const world = countedDown(io.world ?? realWorld(io.env), pulling.tick);
  const out = streamSink(io.stdout, 'standard output');
  try {
    const connection = await connect(flags, io, {
      world,
      signal: interrupt.abort,
      onWait: pulling.wait,
    });
    tellNotes(connection, pulling);
    pulling.say(`${connection.client.org.host} into ${folder}; ${connection.client.mode}`);
    if (span.since < world.now() - retention - hoursToMilliseconds(1)) {
      pulling.warn('warning: Okta keeps events for 90 days; what is older cannot be pulled');
    }
    const pulled = await pullInto({ folder, gzip: flags.gzip, connection, pulling }, span);
    pulling.clear();
    const { added, repeated, conflicts, events } = pulled;
    const number = (value: number): string => value.toLocaleString('en-US');
    const doubled =
      conflicts > 0 ? `, ${number(conflicts)} with a uuid that another event has` : '';
    await out.write(
      `${number(added)} ${added === 1 ? 'event' : 'events'} added, ${number(repeated)} known already${doubled}; ${number(events)} in all\n`,
    );
    pulling.say(`judge them: oktahunt scan ${folder}; what Okta stores late, a later pull finds`);
    return exitCodes.clean;
  } catch (error) {
    pulling.clear();
    const signal = interrupt.by();
    if (signal === undefined) throw error;
    pulling.warn(`interrupted; what was pulled is safe, and the same command goes on`);
    return exitCodes[signal];
  } finally {
    interrupt.release();
  }
}
