import { millisecondsInDay } from 'date-fns/constants';
import { quotable, withoutLogins } from '../../okta/auth/quotable.ts';
import { OktaError } from '../../okta/http/okta-error.ts';
import { boundedUrl } from '../../okta/log/log-query.ts';
import { readPage } from '../../okta/log/read-pages.ts';
import { show } from '../../report/text/escape.ts';
import { type Connection, connect } from '../config/connection.ts';
import { flagOf, type ResolvedSetting, type SettingName } from '../config/settings.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { mostSkew, showPulling, skewText } from '../pull/pull-progress.ts';
import { retention } from '../scan/org-source.ts';
import { hasUnicode } from '../terminal/canvas.ts';
import type { Io } from '../terminal/io.ts';
import { streamSink } from '../terminal/sink.ts';
import type { CheckResult, TellResult } from './check-result.ts';
import { checkHolder } from './holder-check.ts';

const marks = {
  ok: { unicode: '✓', ascii: 'ok  ' },
  warn: { unicode: '!', ascii: 'warn' },
  bad: { unicode: '✗', ascii: 'BAD ' },
  unknown: { unicode: '?', ascii: '?   ' },
} as const;

/** Runs all checks, in order, as far as each makes sense after the one before; returns the exit code. */
export async function runDoctor(flags: ConnectionFlags, io: Io): Promise<number> {
  const out = streamSink(io.stdout, 'standard output');
  let isBad = false;
  const tell: TellResult = async ({ state, text, fix }) => {
    isBad ||= state === 'bad';
    const mark = hasUnicode(io.env, io.platform) ? marks[state].unicode : marks[state].ascii;
    const how = fix ? `    ${show(withoutLogins(fix))}\n` : '';
    await out.write(`${mark} ${show(withoutLogins(text))}\n${how}`);
  };
  await tell(checkNode(process.versions.node));
  const pulling = showPulling(io, false);
  try {
    const connection = await connect(flags, io, { onWait: pulling.wait });
    for (const note of connection.notes) {
      await tell({ state: note.startsWith('warning') ? 'warn' : 'ok', text: note });
    }
    for (const line of describeSettings(connection)) await tell(line);
    const trouble = await checkLog(connection, tell).catch(forbidden);
    await checkHolder(connection, tell);
    if (trouble) throw trouble;
    return isBad ? exitCodes.breakdown : exitCodes.clean;
  } catch (error) {
    if (error instanceof OktaError) {
      await tell({ state: 'bad', text: error.message, fix: error.advice });
      return error.trouble === 'setup' ? exitCodes.misuse : exitCodes.breakdown;
    }
    if (!(error instanceof Failure)) throw error;
    await tell({
      state: 'bad',
      text: error.message,
      ...(error.fix !== undefined && { fix: error.fix }),
    });
    return error.exitCode;
  }
}

/** A credential that may not read the log: whose it is says why. */
function forbidden(error: unknown): OktaError {
  if (error instanceof OktaError && error.status === 403) return error;
  throw error;
}

/** Whether this Node is one that is tested. */
export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFit = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  return isFit
    ? { state: 'ok', text: `Node ${version}` }
    : {
        state: 'warn',
        text: `Node ${version} is not tested`,
        fix: 'use Node 20.19, 22.12, 24 or newer',
      };
}

const told = [
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
  const origins = told.flatMap((name) => {
    const setting: ResolvedSetting | undefined = settings[name];
    return setting ? [`${name} from ${setting.layer === 0 ? flagOf(name) : setting.origin}`] : [];
  });
  const isKey = client.holder().kind === 'app';
  const scopes = isKey ? `, asking for ${quotable(settings.scopes?.value ?? '')}` : '';
  return [
    {
      state: 'ok',
      text: `org ${client.org.origin}, ${client.mode} (${origins.join(', ')})${scopes}`,
    },
  ];
}

async function checkLog({ client, world, settings }: Connection, tell: TellResult): Promise<void> {
  const now = world.now();
  const firstOf = async (since: number): Promise<string | undefined> => {
    const url = boundedUrl(client.org, { since, until: now }, 1);
    const { records } = await readPage(client, url);
    return records[0] && client.redact(String(records[0].value['published']));
  };
  const recent = await firstOf(now - millisecondsInDay);
  await tell({ state: 'ok', text: `reached ${client.org.host}, and the credential is accepted` });
  await tell(describeSkew(client.skew()));
  const oldest = await firstOf(now - retention);
  if (oldest === undefined) {
    await tell({
      state: 'bad',
      text: 'the log is empty for this credential: not one event in 90 days',
      fix: 'the admin role of the token’s owner, or of the service app, must be able to view the System Log',
    });
  } else {
    await tell(
      recent === undefined
        ? { state: 'warn', text: 'no event in the last 24 hours', fix: 'is this the right org?' }
        : { state: 'ok', text: 'the log of the last 24 hours can be read' },
    );
    await tell(describeOldest(oldest, now));
  }
  await tell(describeRate(client.rate(), (settings.rateShare as ResolvedSetting).value));
}

function describeSkew(skew: number | undefined): CheckResult {
  if (skew === undefined) {
    return { state: 'warn', text: 'the clock could not be compared: no Date in the answer' };
  }
  const seconds = Math.round(skew / 1_000);
  if (Math.abs(skew) <= mostSkew) {
    return { state: 'ok', text: `the clock is right (${seconds} s apart)` };
  }
  const text = skewText(skew);
  return { state: 'warn', text, fix: 'set it: private keys need it, and so does --since 1h' };
}

function describeOldest(oldest: string, now: number): CheckResult {
  const days = Math.floor((now - Date.parse(oldest)) / millisecondsInDay);
  const text = `the oldest event that can be seen is ${days} days old (${oldest.slice(0, 40)})`;
  return { state: 'ok', text };
}

function describeRate(
  rate: { readonly remaining: number; readonly limit: number } | undefined,
  share: string,
): CheckResult {
  if (!rate) return { state: 'warn', text: 'the answer says nothing about the rate limit' };
  const { remaining, limit } = rate;
  const text = `rate limit: ${remaining} of ${limit} requests a minute are left; oktahunt uses ${share} of them`;
  return remaining <= limit / 4
    ? { state: 'warn', text, fix: 'others use the log heavily; a pull will be slow' }
    : { state: 'ok', text };
}
