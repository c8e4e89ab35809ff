import { millisecondsInDay } from 'date-fns/constants';
import { type Message, tell, toldIn } from '../../language/message.ts';
import { retention } from '../../library/pull-plan.ts';
import { quotable, withoutLogins } from '../../okta/auth/quotable.ts';
import { OktaError } from '../../okta/http/okta-error.ts';
import { boundedUrl } from '../../okta/log/log-query.ts';
import { readPage } from '../../okta/log/read-pages.ts';
import { show } from '../../report/text/escape.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type Connection, connect } from '../config/connection.ts';
import { flagOf, type ResolvedSetting, type SettingName } from '../config/settings.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { mostSkew, showPulling, skewText } from '../pull/pull-progress.ts';
import { hasUnicode } from '../terminal/canvas.ts';
import { streamSink } from '../terminal/sink.ts';
import type { CheckResult, ShowResult } from './check-result.ts';
import { checkHolder } from './holder-check.ts';

const marks = {
  ok: { unicode: '✓', ascii: 'ok  ' },
  warn: { unicode: '!', ascii: 'warn' },
  bad: { unicode: '✗', ascii: 'BAD ' },
  unknown: { unicode: '?', ascii: '?   ' },
} as const;

/** Longest line, in characters: a text of Okta's may be of any length. */
const longest = 500;

/** Runs all checks in order, as far as the ones before allow; returns the exit code. */
export async function runDoctor(
  flags: ConnectionFlags,
  { io, speech: { language } }: Pick<CommandContext, 'io' | 'speech'>,
): Promise<number> {
  const out = streamSink(io.stdout, tell('output.stdout'));
  let isBad = false;
  const print: ShowResult = async ({ state, text, advice }) => {
    isBad ||= state === 'bad';
    const mark = hasUnicode(io.env, io.platform) ? marks[state].unicode : marks[state].ascii;
    const shown = (message: Message): string =>
      show(withoutLogins(toldIn(language, message)).slice(0, longest));
    const second = advice ? `    ${shown(advice)}\n` : '';
    await out.write(`${mark} ${shown(text)}\n${second}`);
  };
  await print(checkNode(process.versions.node));
  const pulling = showPulling(io, false, false, language);
  try {
    const connection = await connect(flags, io, { onWait: pulling.wait });
    for (const note of connection.notes) {
      await print({ state: note.kind === 'warning' ? 'warn' : 'ok', text: note.told });
    }
    for (const line of describeSettings(connection)) await print(line);
    const trouble = await checkLog(connection, print).catch(forbidden);
    await checkHolder(connection, print);
    if (trouble) throw trouble;
    return isBad ? exitCodes.breakdown : exitCodes.clean;
  } catch (error) {
    if (!(error instanceof OktaError || error instanceof Failure)) throw error;
    const { told: text, toldAdvice: advice } = error;
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
    ? { state: 'ok', text: tell('doctor.node', { version }) }
    : {
        state: 'warn',
        text: tell('doctor.nodeUntested', { version }),
        advice: tell('doctor.useNode'),
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
    const origin = setting?.layer === 0 ? flagOf(name) : setting?.origin;
    return origin === undefined ? [] : [tell('doctor.from', { name, origin })];
  });
  const isKey = client.holder().kind === 'app';
  const values = { org: client.org.origin, mode: client.toldMode, origins };
  const scopes = quotable(settings.scopes?.value ?? '');
  const text = isKey
    ? tell('doctor.orgWithScopes', { ...values, scopes })
    : tell('doctor.org', values);
  return [{ state: 'ok', text }];
}

async function checkLog({ client, world, settings }: Connection, print: ShowResult): Promise<void> {
  const now = world.now();
  const firstOf = async (since: number): Promise<string | undefined> => {
    const url = boundedUrl(client.org, { since, until: now }, 1);
    const { records } = await readPage(client, url);
    return records[0] && client.redact(String(records[0].value['published']));
  };
  const recent = await firstOf(now - millisecondsInDay);
  await print({ state: 'ok', text: tell('doctor.accepts', { host: client.org.host }) });
  await print(describeSkew(client.skew()));
  const oldest = await firstOf(now - retention);
  if (oldest === undefined) {
    await print({
      state: 'bad',
      text: tell('doctor.logEmpty'),
      advice: tell('doctor.ownerMustView'),
    });
  } else {
    await print(
      recent === undefined
        ? { state: 'warn', text: tell('doctor.noRecent'), advice: tell('doctor.rightOrg') }
        : { state: 'ok', text: tell('doctor.readable') },
    );
    await print(describeOldest(oldest, now));
  }
  await print(describeRate(client.rate(), (settings.rateShare as ResolvedSetting).value));
}

function describeSkew(skew: number | undefined): CheckResult {
  if (skew === undefined) {
    return { state: 'warn', text: tell('doctor.noSkew') };
  }
  const seconds = Math.round(skew / 1_000);
  if (Math.abs(skew) <= mostSkew) {
    return { state: 'ok', text: tell('doctor.skew', { seconds: String(seconds) }) };
  }
  const text = skewText(skew);
  return { state: 'warn', text, advice: tell('doctor.setClock') };
}

function describeOldest(oldest: string, now: number): CheckResult {
  const days = Math.floor((now - Date.parse(oldest)) / millisecondsInDay);
  const text = tell('doctor.oldest', { days, time: oldest.slice(0, 40) });
  return { state: 'ok', text };
}

function describeRate(
  rate: { readonly remaining: number; readonly limit: number } | undefined,
  share: string,
): CheckResult {
  if (!rate) return { state: 'warn', text: tell('doctor.noRate') };
  const { remaining, limit } = rate;
  const counts = { remaining: String(remaining), limit: String(limit) };
  const text = tell('doctor.rate', { ...counts, share });
  return remaining <= limit / 4
    ? { state: 'warn', text, advice: tell('doctor.otherClients') }
    : { state: 'ok', text };
}
