import { parseArgs } from 'node:util';
import { createLiveWindow } from '../../src/cli/watch/live-window.ts';
import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { createOngoingHunt, hunt } from '../../src/hunt.ts';
import { loadRules } from '../../src/input/rule-files.ts';
import { simulate } from '../organization/simulation.ts';

/**
 * What a look of `watch` costs: the first over all that it remembers, after which it tells its first finding; later ones, for
 * which some events came; and what each of those would cost as a hunt over all of them. All is processor time of one
 * process in one run, as a multiple of parsing all that is remembered. Run in the folder of the package:
 *
 *     npm run bench:look -- --events 20000,50000 --came 100
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000,50000' },
    came: { type: 'string', default: '100' },
    looks: { type: 'string', default: '4' },
    seed: { type: 'string', default: '3' },
    people: { type: 'string', default: '250' },
    rules: { type: 'string', default: 'rules' },
  },
});

const [came, looks] = [Number(values.came), Number(values.looks)];
const rules = await loadRules([values.rules]);
print('| remembered | parsing | first look | a look, some came | all anew |');
print('|---:|---:|---:|---:|---:|');
for (const count of values.events.split(',').map(Number)) await printRow(count);

async function printRow(count: number): Promise<void> {
  const lines = aLog(count + came * looks);
  const parsing = await costOf(() => {
    for (const line of lines.slice(0, count)) JSON.parse(line);
  });
  const events = lines
    .map((line) => decodeEvent(JSON.parse(line) as JsonObject, { file: 'log' }) as Event)
    .sort((a, b) => a.time - b.time);
  const [{ time: from }] = events as [Event];
  const asked = {
    rules,
    from,
    since: from,
    minSeverity: 'informational',
    rawEvents: false,
  } as const;
  const window = createLiveWindow({
    ...{ engine: { hunt, createOngoingHunt }, ...asked, lateness: 60_000, now: () => from },
    // Nothing is forgotten here: then it would begin anew.
    most: (count + came * looks) * 4,
  });
  const lookAt = (some: readonly Event[]): Promise<number> => {
    for (const event of some) window.add(event);
    window.advance(some.at(-1)?.time ?? from);
    return costOf(window.evaluate);
  };
  const first = await lookAt(events.slice(0, count));
  let later = 0;
  for (let at = count; at < events.length; at += came) {
    later += (await lookAt(events.slice(at, at + came))) / looks;
  }
  const anew = await costOf(async () => {
    for await (const _ of hunt(events, rules, { since: from }));
  });
  const ratio = (cost: number): string => (cost / parsing).toFixed(2);
  print(
    `| ${count} | ${parsing.toFixed(0)} ms | ${ratio(first)} | ${ratio(later)} | ${ratio(anew)} |`,
  );
}

function aLog(events: number): readonly string[] {
  const [seed, people] = [Number(values.seed), Number(values.people)];
  const log = simulate({ seed, people, engine: 'identity', events });
  return Array.from(log, (record) => JSON.stringify(record)).slice(0, events);
}

/** Milliseconds of processor time. */
async function costOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
