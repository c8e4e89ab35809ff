import { isoTime } from '../../event/time.ts';
import { languages } from '../../language/languages.ts';
import { tell } from '../../language/message.ts';
import { adminConsole } from '../../okta/http/org.ts';
import type { RunFacts } from '../../report/finding/reporter.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type Connection, connect } from '../config/connection.ts';
import { exitCodes } from '../exit-code.ts';
import { ReaderGone } from '../failure.ts';
import { languageFor } from '../option/display-options.ts';
import { withArchive } from '../pull/pull-into.ts';
import { showPulling, tellNotes } from '../pull/pull-progress.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io, Output } from '../terminal/io.ts';
import { asideSink, streamSink } from '../terminal/sink.ts';
import { type FindingOutput, findingOutput } from './finding-output.ts';
import { reloadWatchRules } from './reloaded-rules.ts';
import { createWish } from './reloading.ts';
import { openVitals, type Vitals } from './vitals.ts';
import type { Watch, WatchFlags, WatchParts } from './watch.ts';
import { withDeliveries } from './watch-deliveries.ts';
import { keepWatching } from './watch-loop.ts';
import { loadWatchRules, type WatchRules } from './watch-rules.ts';

/**
 * Watches until a signal comes, and returns the exit code. `again` gives the options once more, from the same command
 * line and configuration files that may have changed, for a reload.
 */
export async function runWatch(
  flags: WatchFlags,
  again: () => Promise<WatchFlags>,
  context: CommandContext,
): Promise<number> {
  const { io, load, speech } = context;
  const quiet = flags.quiet === true;
  const tag = languageFor(flags, flags.format === 'table', io);
  const wish = createWish();
  // Before anything that takes long: a process with the id 1 gets no signal that it does not listen for.
  const interrupt = onInterrupt(io, () => {}, isService(io.stderr) ? wish.make : undefined);
  const spoken = speech.language;
  const pulling = showPulling(io, quiet, false, spoken);
  let output: FindingOutput | undefined;
  let vitals: Vitals | undefined;
  try {
    const loading = { engine: await load(), target: context, quiet, tag };
    let rules = await loadWatchRules(flags, loading);
    interrupt.abort.throwIfAborted();
    vitals = await openVitals(flags, { io, pulling, spoken, rules: () => rules });
    const { meter, pulse } = vitals;
    const connection = await connectFor(flags, io, interrupt, pulling, vitals);
    tellNotes(connection, pulling);
    const language = languages[tag];
    const form = { format: flags.format, language, zone: flags.tz };
    output = findingOutput(form, () => rules.tool, factsOf(connection, io));
    const told = { out: streamSink(io.stdout, tell('output.stdout')), output, language, spoken };
    const parts = { flags, io, engine: loading.engine, connection, pulling, interrupt };
    const shared: WatchParts = { ...parts, ...told, meter, pulse, rules: () => rules };
    const reload = {
      load: () => reloadWatchRules({ flags, again, loading, pulling, spoken }),
      put: (next: WatchRules) => {
        rules = next;
      },
      wish,
    };
    return await withArchive({ folder: flags.store, connection, pulling }, (archive) =>
      withDeliveries(flags, shared, (deliveries) =>
        keepWatching({ ...shared, archive, deliveries }, reload),
      ),
    );
  } catch (error) {
    const by = interrupt.by();
    if (error instanceof ReaderGone) {
      pulling.warn('watch.reader-gone', tell('watch.readerGone', { why: error.told }));
    }
    if (by === undefined) throw error;
    pulling.warn('watch.stopped', tell('watch.stopped'), { signal: by });
    if (!(error instanceof ReaderGone)) await writeEnd(io, output);
    return exitCodes[by];
  } finally {
    pulling.clear();
    interrupt.release();
    await vitals?.close();
  }
}

/** Whether nobody sits before it: then a hangup asks for a reload, else it means that the terminal was closed. */
function isService({ isTTY, isAtTerminal }: Output): boolean {
  return isTTY !== true && isAtTerminal !== true;
}

function connectFor(
  flags: WatchFlags,
  io: Io,
  { abort: signal }: Interrupt,
  pulling: Watch['pulling'],
  { meter, pulse }: Vitals,
): Promise<Connection> {
  const onWait: Watch['pulling']['wait'] = (wait) => {
    meter.wait(wait);
    pulling.wait(wait);
  };
  return connect(flags, io, { signal, onWait, tick: pulse.beat });
}

/** Says that a signal ended the run; to a reader who has gone as well, nothing is said. */
async function writeEnd({ stdout }: Io, output: FindingOutput | undefined): Promise<void> {
  await asideSink(stdout).write(output?.end() ?? '');
}

/** When something is found, and on whose log. */
function factsOf({ client }: Connection, io: Io): () => RunFacts {
  const console = adminConsole(client.org) ?? null;
  return () => ({ at: isoTime(io.now()), org: client.org.host, console });
}
