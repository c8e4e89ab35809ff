import { millisecondsInDay } from 'date-fns/constants';
import { retention } from '../../library/pull-plan.ts';
import { quotable, withoutLogins } from '../../okta/auth/quotable.ts';
import { OktaError } from '../../okta/http/okta-error.ts';
import { boundedUrl } from '../../okta/log/log-query.ts';
import { readPage } from '../../okta/log/read-pages.ts';
import { show } from '../../report/text/escape.ts';
import { quantity } from '../../report/text/quantity.ts';
import { type Connection, connect } from '../config/connection.ts';
import { flagOf, type ResolvedSetting, type SettingName } from '../config/settings.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { mostSkew, showPulling, skewText } from '../pull/pull-progress.ts';
import { hasUnicode } from '../terminal/canvas.ts';
import type { Io } from '../terminal/io.ts';
import { streamSink } from '../terminal/sink.ts';
import type { CheckResult, ShowResult } from './check-result.ts';
import { checkHolder } from './holder-check.ts';

const marks = {
  ok: { unicode: '✓', ascii: 'ok  ' },
  warn: { unicode: '!', ascii: 'warn' },
  bad: { unicode: '✗', ascii: 'BAD ' },
  unknown: { unicode: '?', ascii: '?   ' },
} as const;

/** Runs all checks in order, as far as the ones before allow; returns the exit code. */
export async function runDoctor(flags: ConnectionFlags, io: Io): Promise<number> {
  const out = streamSink(io.stdout, 'standard output');
  let isBad = false;
  const print: ShowResult = async ({ state, text, advice }) => {
    isBad ||= state === 'bad';
    const mark = hasUnicode(io.env, io.platform) ? marks[state].unicode : marks[state].ascii;
    const second = advice ? `    ${show(withoutLogins(advice))}\n` : '';
    await out.write(`${mark} ${show(withoutLogins(text))}\n${second}`);
  };
  await print(checkNode(process.versions.node));
  const pulling = showPulling(io, false);
  try {
    const connection = await connect(flags, io, { onWait: pulling.wait });
    for (const note of connection.notes) {
      await print({ state: note.startsWith('warning') ? 'warn' : 'ok', text: note });
    }
    for (const line of describeSettings(connection)) await print(line);
    const trouble = await checkLog(connection, print).catch(forbidden);
    await checkHolder(connection, print);
    if (trouble) throw trouble;
    return isBad ? exitCodes.breakdown : exitCodes.clean;
  } catch (error) {
    if (!(error instanceof OktaError || error instanceof Failure)) throw error;
    const { message: text, advice } = error;
    await print({ state: 'bad', text, ...(advice !== undefined && { advice }) });
    if (error instanceof Failure) return error.exitCode;
    return error.trouble === 'setup' ? exitCodes.misuse : exitCodes.breakdown;
  }
}

/** Lets a 403 wait until the credential's holder is shown, which may explain it. */
function forbidden(error: unknown): OktaError {
  if (error instanceof OktaError && error.status === 403) return error;
  throw error;
}

/** Whether this version of Node is tested. */
export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFit = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  return isFit
    ? { state: 'ok', text: `Node ${version}` }
    : {
        state: 'warn',
        text: `Node ${version} is not tested`,
        advice: 'use Node 20.19, 22.12, 24 or newer',
      };
}

const shown = [
  'org',
  'token',
  'tokenFile',
  'accessToken',
  'accessTokenFile',
  'privateKey',
  'privateKeyFile',
  'clientId',
] as const satisfies readonly SettingName[];

function describeSettings({ client, settings }: Connection): readonly CheckResult[] {
  const origins = shown.flatMap((name) => {
    const setting: ResolvedSetting | undefined = settings[name];
    return setting ? [`${name} from ${setting.layer === 0 ? flagOf(name) : setting.origin}`] : [];
  });
  const isKey = client.holder().kind === 'app';
  const scopes = isKey ? `, requesting ${quotable(settings.scopes?.value ?? '')}` : '';
  return [
    {
      state: 'ok',
      text: `org ${client.org.origin}, ${client.mode} (${origins.join(', ')})${scopes}`,
    },
  ];
}

async function checkLog({ client, world, settings }: Connection, print: ShowResult): Promise<void> {
  const now = world.now();
  const firstOf = async (since: number): Promise<string | undefined> => {
    const url = boundedUrl(client.org, { since, until: now }, 1);
    const { records } = await readPage(client, url);
    return records[0] && client.redact(String(records[0].value['published']));
  };
  const recent = await firstOf(now - millisecondsInDay);
  await print({ state: 'ok', text: `${client.org.host} accepts the credential` });
  await print(describeSkew(client.skew()));
  const oldest = await firstOf(now - retention);
  if (oldest === undefined) {
    await print({
      state: 'bad',
      text: 'the log is empty for this credential: no event in 90 days',
      advice:
        'the admin role of the token’s owner, or of the service app, must allow viewing the System Log',
    });
  } else {
    await print(
      recent === undefined
        ? { state: 'warn', text: 'no event in the last 24 hours', advice: 'is this the right org?' }
        : { state: 'ok', text: 'the log of the last 24 hours is readable' },
    );
    await print(describeOldest(oldest, now));
  }
  await print(describeRate(client.rate(), (settings.rateShare as ResolvedSetting).value));
}

function describeSkew(skew: number | undefined): CheckResult {
  if (skew === undefined) {
    return { state: 'warn', text: 'clock skew unknown: no Date in the answer' };
  }
  const seconds = Math.round(skew / 1_000);
  if (Math.abs(skew) <= mostSkew) {
    return { state: 'ok', text: `clock skew ${seconds} s` };
  }
  const text = skewText(skew);
  return { state: 'warn', text, advice: 'set it: private keys and --since 1h depend on it' };
}

function describeOldest(oldest: string, now: number): CheckResult {
  const days = Math.floor((now - Date.parse(oldest)) / millisecondsInDay);
  const text = `the oldest visible event is ${quantity(days, 'day')} old (${oldest.slice(0, 40)})`;
  return { state: 'ok', text };
}

function describeRate(
  rate: { readonly remaining: number; readonly limit: number } | undefined,
  share: string,
): CheckResult {
  if (!rate) return { state: 'warn', text: 'rate limit unknown: not in the answer' };
  const { remaining, limit } = rate;
  const text = `rate limit: ${remaining} of ${limit} requests per minute left; oktahunt uses at most ${share}`;
  return remaining <= limit / 4
    ? { state: 'warn', text, advice: 'other clients use most of it; a pull will be slow' }
    : { state: 'ok', text };
}
