import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Signal } from '../../../src/cli/terminal/io.ts';
import { aRecord } from '../../event/builders.ts';
import { createDice } from '../../okta/fake/dice.ts';
import { passing } from '../../okta/fake/fault.ts';
import type { Stored } from '../../okta/fake/log.ts';
import { noon } from '../../okta/fake-world.ts';
import { minute, startFastOrg } from './fast-org.ts';

/** What was told on standard output, run after run, or posted. */
export interface DayTold {
  readonly kind: string;
  readonly fingerprint: string;
  readonly rule: { readonly name: string };
  readonly actor: { readonly id: string };
  readonly update?: object;
  readonly repeated?: true;
}

export interface Day {
  /** Actors that had to be told of, by rule. */
  readonly planted: Readonly<Record<'always' | 'later', readonly string[]>>;
  readonly told: readonly DayTold[];
  readonly posted: readonly DayTold[];
  readonly dead: readonly DayTold[];
  /** What happened to the watch. */
  readonly starts: number;
  readonly kills: number;
  readonly reloads: { readonly ok: number; readonly refused: number };
  readonly exitCodes: ReadonlySet<number>;
}

const rule = (name: string): string => `title: ${name}
name: ${name}
logsource: {product: okta, service: okta}
detection: {it: {eventType: test.${name}}, condition: it}
level: high
`;

/** Alarms of two types all through the day; some come late. */
function alarms(minutes: number, dice: ReturnType<typeof createDice>): readonly Stored[] {
  return Array.from({ length: Math.ceil(minutes / 12) }, (_, index) => {
    const published = noon + (index * 12 + dice.below(12)) * minute;
    const late = dice.below(3) === 0 ? dice.below(50) * minute : 0;
    const record = aRecord({
      eventType: index % 2 === 0 ? 'test.always' : 'test.later',
      published: new Date(published).toISOString(),
      actor: { id: `00u${index}`, type: 'User', alternateId: `u${index}@example.com` },
    });
    const { uuid } = record as { uuid: string };
    return { uuid, published, stored: published + late, text: JSON.stringify(record) };
  });
}

/** A receiver that is well, slow, refuses or hangs up, in turn for a while each. */
async function startReceiver(now: () => number, dice: ReturnType<typeof createDice>) {
  const posted: DayTold[] = [];
  let [mood, until] = ['well', 0];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (now() >= until) {
      mood = ['well', 'well', 'slow', 'refuses', 'hangs up'][dice.below(5)] as string;
      until = now() + (10 + dice.below(90)) * minute;
    }
    if (mood === 'hangs up') return void response.socket?.resetAndDestroy();
    if (mood === 'refuses') return void response.writeHead(503).end();
    if (mood === 'slow') await new Promise((done) => setTimeout(done, 20));
    const read = JSON.parse(Buffer.concat(parts).toString()) as DayTold & { data?: DayTold };
    const about = read.data ?? read;
    if (about.kind === 'finding') posted.push(about);
    // Some answers get lost on the way back.
    if (dice.below(8) === 0) response.socket?.resetAndDestroy();
    else response.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const close = () => new Promise((done) => void server.close(done).closeAllConnections());
  return { url, posted, close };
}

/** Simulates so many minutes of a watch with all that can happen to it; the same seed gives the same day. */
export async function simulateDay(folder: string, minutes: number, seed: number): Promise<Day> {
  const dice = createDice(seed);
  const events = alarms(minutes, dice);
  const rules = join(folder, 'rules.yml');
  writeFileSync(rules, rule('always'));
  let now = (): number => noon;
  const org = await startFastOrg(folder, events, {
    seed,
    fault: () => (dice.below(12) === 0 ? passing[dice.below(passing.length)] : undefined),
  });
  now = org.world.trueNow;
  const receiver = await startReceiver(() => now(), dice);
  const changes = reloadsOf(rules, minutes);
  const ended: Awaited<ReturnType<typeof org.watch>>[] = [];
  const options = ['--no-builtin-rules', '--rules', rules, '-f', 'ndjson', '--interval', '2m'];
  const more = ['--log-format', 'json', '--webhook', receiver.url];
  const end = noon + (minutes + 120) * minute;
  while (now() < end) {
    const isLast = ended.length > 60;
    const isKilled = !isLast && (ended.length === 0 || dice.below(2) === 0);
    const killIn = isKilled ? 5 + dice.below(60) : undefined;
    // The first watch goes on until it is killed, so that no day is without a kill.
    const calm = ended.length === 0 ? minutes : (now() - noon) / minute + 20 + dice.below(100);
    ended.push(
      await org.watch({
        until: isLast ? minutes + 120 : Math.min(calm, minutes + 120),
        options: [...options, ...more],
        onSecond: changes.onSecond,
        killsAt: killer(killIn, receiver.url, dice),
      }),
    );
    // What is broken stays so until somebody mends it.
    if (ended.at(-1)?.code === 2) writeFileSync(rules, rule('always'));
    org.world.advance(dice.below(10) * minute);
  }
  // A kill may be faster than any of the other reloads.
  const { onSecond } = reloadsIn([{ at: minutes + 200, text: readFileSync(rules, 'utf8') }], rules);
  ended.push(await org.watch({ until: minutes + 400, options: [...options, ...more], onSecond }));
  await receiver.close();
  await org.fake.close();
  const letters = join(org.store, 'dead-letters.ndjson');
  const actor = ({ text }: Stored): string => (JSON.parse(text) as DayTold).actor.id;
  const typed = (type: string) => events.filter(({ text }) => text.includes(type)).map(actor);
  const count = (event: string) =>
    ended.reduce((sum, { err }) => sum + err.split(`"event":"${event}"`).length - 1, 0);
  return {
    planted: { always: typed('test.always'), later: typed('test.later') },
    told: ended.flatMap(({ out }) => linesOf(out)),
    posted: receiver.posted,
    dead: existsSync(letters) ? lettersOf(readFileSync(letters, 'utf8')) : [],
    starts: ended.length,
    kills: ended.filter(({ isKilled }) => isKilled).length,
    reloads: { ok: count('rules.reloaded'), refused: count('rules.refused') },
    exitCodes: new Set(ended.map(({ code }) => code)),
  };
}

/** The findings of dead letters. */
function lettersOf(text: string): readonly DayTold[] {
  const abouts = text
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { about: DayTold }).about);
  return abouts.filter(({ kind }) => kind === 'finding');
}

/** Kills at a request to Okta or, half of the time, between what is printed and what is noted: at a post. */
function killer(after: number | undefined, hook: string, dice: ReturnType<typeof createDice>) {
  if (after === undefined) return () => false;
  const atPost = dice.below(2) === 0;
  let requests = 0;
  return (url: string): boolean =>
    ++requests > (atPost ? after / 8 : after) && (!atPost || url === hook);
}

/** Rules that are broken, mended, and joined by a second one, at a third, at half and at two thirds of the day. */
function reloadsOf(rules: string, minutes: number) {
  const steps = [
    { at: minutes / 3, text: 'title: [\n' },
    { at: minutes / 2, text: rule('always') },
    { at: (minutes * 2) / 3, text: `${rule('always')}---\n${rule('later')}` },
  ];
  return reloadsIn(steps, rules);
}

/** Writes each text at its minute, and asks for it to be read. */
function reloadsIn(
  steps: readonly { readonly at: number; readonly text: string }[],
  rules: string,
) {
  let open = steps;
  return {
    onSecond: (now: number, send: (signal: Signal) => void): void => {
      const [next, ...rest] = open;
      if (!next || now < noon + next.at * minute) return;
      open = rest;
      writeFileSync(rules, next.text);
      send('SIGHUP');
    },
  };
}

function linesOf(text: string): readonly DayTold[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as DayTold)
    .filter(({ kind }) => kind === 'finding');
}
