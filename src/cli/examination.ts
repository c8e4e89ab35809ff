import { millisecondsInDay } from 'date-fns/constants';
import { OktaError } from '../okta/okta-error.ts';
import { readPage } from '../okta/pages.ts';
import { boundedUrl } from '../okta/query.ts';
import { show } from '../report/show.ts';
import { type Connection, connect } from './connection.ts';
import type { ConnectionFlags } from './connection-options.ts';
import { exitCodes } from './exit-code.ts';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';
import { retention } from './live.ts';
import { mostSkew, showPulling, skewText } from './pulling.ts';
import { flagOf, type Setting, type SettingName } from './settings.ts';
import { streamSink } from './sink.ts';
import { hasUnicode } from './terminal.ts';

/** What a check found. */
interface Finding {
  readonly state: 'ok' | 'warn' | 'bad';
  readonly text: string;
  /** What to do about it. */
  readonly fix?: string;
}

const marks = {
  ok: { unicode: '✓', ascii: 'ok  ' },
  warn: { unicode: '!', ascii: 'warn' },
  bad: { unicode: '✗', ascii: 'BAD ' },
} as const;

/** Runs all checks, in order, as far as each makes sense after the one before; returns the exit code. */
export async function runDoctor(flags: ConnectionFlags, io: Io): Promise<number> {
  const out = streamSink(io.stdout, 'standard output');
  let isBad = false;
  const tell = async ({ state, text, fix }: Finding): Promise<void> => {
    isBad ||= state === 'bad';
    const mark = hasUnicode(io.env, io.platform) ? marks[state].unicode : marks[state].ascii;
    await out.write(`${mark} ${show(text)}\n${fix ? `    ${show(fix)}\n` : ''}`);
  };
  await tell(checkNode(process.versions.node));
  const pulling = showPulling(io, false);
  try {
    const connection = await connect(flags, io, { onWait: pulling.wait });
    for (const note of connection.notes) {
      await tell({ state: note.startsWith('warning') ? 'warn' : 'ok', text: note });
    }
    for (const line of describeSettings(connection)) await tell(line);
    await checkLog(connection, tell);
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

/** Whether this Node is one that is tested. */
export function checkNode(version: string): Finding {
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

function describeSettings({ client, settings }: Connection): readonly Finding[] {
  const origins = told.flatMap((name) => {
    const setting: Setting | undefined = settings[name];
    return setting ? [`${name} from ${setting.layer === 0 ? flagOf(name) : setting.origin}`] : [];
  });
  const isKey = settings.privateKey !== undefined || settings.privateKeyFile !== undefined;
  const scopes = isKey ? `, asking for ${settings.scopes?.value}` : '';
  return [
    {
      state: 'ok',
      text: `org ${client.org.origin}, ${client.mode} (${origins.join(', ')})${scopes}`,
    },
  ];
}

async function checkLog(
  { client, world, settings }: Connection,
  tell: (finding: Finding) => Promise<void>,
): Promise<void> {
  const now = world.now();
  const firstOf = async (since: number): Promise<string | undefined> => {
    const url = boundedUrl(client.org, { since, until: now }, 1);
    const { records } = await readPage(client, url);
    return records[0] && String(records[0].value['published']);
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
  await tell(describeRate(client.rate(), (settings.rateShare as Setting).value));
}

function describeSkew(skew: number | undefined): Finding {
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

function describeOldest(oldest: string, now: number): Finding {
  const days = Math.floor((now - Date.parse(oldest)) / millisecondsInDay);
  const text = `the oldest event that can be seen is ${days} days old (${oldest.slice(0, 40)})`;
  return { state: 'ok', text };
}

function describeRate(
  rate: { readonly remaining: number; readonly limit: number } | undefined,
  share: string,
): Finding {
  if (!rate) return { state: 'warn', text: 'the answer says nothing about the rate limit' };
  const { remaining, limit } = rate;
  const text = `rate limit: ${remaining} of ${limit} requests a minute are left; oktahunt uses ${share} of them`;
  return remaining <= limit / 4
    ? { state: 'warn', text, fix: 'others use the log heavily; a pull will be slow' }
    : { state: 'ok', text };
}
