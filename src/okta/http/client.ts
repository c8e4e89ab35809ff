import { type Message, retold, tell } from '../../language/message.ts';
import type { Authority, Renewal } from '../auth/authority.ts';
import type { Holder } from '../auth/credential-holder.ts';
import { OktaError } from './okta-error.ts';
import type { Org } from './org.ts';
import {
  backoff,
  createRateBudget,
  type RateHeaders,
  readRate,
  waitAfterRefusal,
} from './rate-limit.ts';
import { oktaWords, refusalOf } from './refusal.ts';
import { type Answer, BrokenAnswer, type Transport } from './transport.ts';
import type { World } from './world.ts';

/** Why nothing is sent for a while. */
export interface Wait {
  /** What is waited for. */
  readonly reason: 'budget' | 'rate-limit' | 'trouble';
  /** Milliseconds. */
  readonly length: number;
  /** For `trouble`: what went wrong. Hostile text. */
  readonly because?: Message;
  /** The number of the attempt that failed, from 1; 0 for `budget`. */
  readonly attempt: number;
  /** For `trouble`: retries before the client gives up. */
  readonly retries?: number;
}

export interface ClientOptions {
  readonly org: Org;
  readonly authority: Authority;
  readonly transport: Transport;
  readonly world: World;
  /** The part of the rate limit to use, above 0 and at most 1. */
  readonly share?: number;
  /** Attempts before the client gives up; answers of 429 do not count. */
  readonly tries?: number;
  /** The longest total wait after consecutive 429s, in milliseconds. */
  readonly patience?: number;
  readonly userAgent?: string;
  readonly signal?: AbortSignal;
  readonly onWait?: (wait: Wait) => void;
}

/** Queries one org politely: one request at a time, within the rate budget, with retries. Its inside is no part of the public API. */
export interface Client {
  readonly org: Org;
  readonly mode: string;
  /** The same, for people. */
  readonly toldMode: Message;
  /**
   * What `read` makes of the answer to a GET. A {@link BrokenAnswer} from `read` is retried like any other
   * trouble; so is every answer but 200 that is neither a redirect nor a refusal. Throws an
   * {@link OktaError} when it gives up.
   */
  readonly get: <T>(url: string, read: (answer: Answer) => T) => Promise<T>;
  /**
   * The answer to a GET of something other than the log, a refusal included; trouble and 429s are
   * handled as by `get`. Other rate limits apply to it, so it does not touch the budget.
   */
  readonly look: (url: string) => Promise<Answer>;
  /** What the credential itself says of its holder. */
  readonly holder: () => Holder;
  /** The text without any credential in it. */
  readonly redact: (text: string) => string;
  /** The rate limit as last reported. */
  readonly rate: () => { readonly remaining: number; readonly limit: number } | undefined;
  /** The server's clock minus this machine's at its last answer, in milliseconds. */
  readonly skew: () => number | undefined;
  /** Requests sent. */
  readonly requests: () => number;
}

/**
 * A time by this machine's clock, or by the server's if that is behind; milliseconds. What is past by the
 * clock that is ahead may be yet to come.
 */
export function byEarlierClock({ skew }: Pick<Client, 'skew'>, own: number): number {
  return own + Math.min(0, skew() ?? 0);
}

const minute = 60_000;
const clientDefaults = { share: 0.5, tries: 6, patience: 15 * minute };

/** Makes a client. Nothing is sent before {@link Client.get}. */
export function createClient(options: ClientOptions): Client {
  const { org, authority, world } = options;
  const { tries, patience } = { ...clientDefaults, ...options };
  const { send, ...observed } = createSender(options);
  const get = async <T>(url: string, read: (answer: Answer) => T, isLook: boolean): Promise<T> => {
    let [failed, refused, waited] = [0, 0, 0];
    const renewed = new Set<Renewal>();
    const isRenewed = (answer: Answer): boolean => {
      const renewal = authority.renew(answer);
      if (renewal === undefined || renewed.has(renewal)) return false;
      return renewed.add(renewal).size > 0;
    };
    for (;;) {
      try {
        const { answer, rate } = await send(url, isLook);
        if (answer.status === 200) return read(answer);
        if (answer.status === 429) {
          const length = waitAfterRefusal(rate, refused++, world.random());
          waited += length;
          if (waited > patience) throw outOfPatience(patience);
          await wait(options, { reason: 'rate-limit', length, attempt: refused });
        } else if (answer.status !== 401 || !isRenewed(answer)) {
          if (!isRefusal(answer)) throw new BrokenAnswer(describeAnswer(answer, authority.redact));
          if (isLook) return read(answer);
          throw refusalOf(answer, org, authority.redact);
        }
      } catch (error) {
        if (error instanceof OktaError) throw redacted(error, authority);
        if (!(error instanceof BrokenAnswer)) throw error;
        failed++;
        if (failed >= tries) throw redacted(gaveUp(org, failed, error), authority);
        const length = backoff(failed - 1, world.random());
        const because = retold(error.told, authority.redact);
        const left = { attempt: failed, retries: tries - 1 };
        await wait(options, { reason: 'trouble', length, because, ...left });
      }
    }
  };
  return {
    org,
    mode: authority.mode,
    toldMode: authority.toldMode,
    get: (url, read) => get(url, read, false),
    look: (url) => get(url, (answer) => answer, true),
    holder: authority.holder,
    redact: authority.redact,
    ...observed,
  };
}

/** Sends single requests within the rate budget, and keeps what the answers say of it and of the clock. */
function createSender(options: ClientOptions) {
  const { org, authority, transport, world, signal, userAgent } = options;
  const budget = createRateBudget({ ...clientDefaults, ...options }.share);
  let [requests, skew] = [0, undefined as number | undefined];
  return {
    send: async (url: string, isLook: boolean): Promise<{ answer: Answer; rate: RateHeaders }> => {
      if (new URL(url).origin !== org.origin) throw foreign(org);
      const pause = isLook ? 0 : budget.pause();
      if (pause > 0) await wait(options, { reason: 'budget', length: pause, attempt: 0 });
      signal?.throwIfAborted();
      const headers = {
        accept: 'application/json',
        ...(userAgent !== undefined && { 'user-agent': userAgent }),
        ...(await authority.headers(url, signal)),
      };
      requests++;
      const answer = await transport(url, { method: 'GET', headers }, signal);
      authority.learn(answer);
      const rate = readRate(answer.headers);
      if (answer.status !== 429 && !isLook) budget.note(rate);
      if (rate.date !== undefined) skew = rate.date - world.now();
      return { answer, rate };
    },
    rate: budget.state,
    skew: () => skew,
    requests: () => requests,
  };
}

async function wait({ world, signal, onWait }: ClientOptions, pause: Wait): Promise<void> {
  onWait?.(pause);
  await world.sleep(pause.length, signal);
}

function redacted(error: OktaError, { redact }: Authority): OktaError {
  const { trouble, told, toldAdvice, status } = error;
  return new OktaError(trouble, retold(told, redact), retold(toldAdvice, redact), status);
}

function outOfPatience(patience: number): OktaError {
  return new OktaError(
    'unreachable',
    tell('okta.kept429', { minutes: String(Math.round(patience / minute)) }),
    tell('okta.otherClient'),
  );
}

function gaveUp({ host }: Org, tries: number, { told }: BrokenAnswer): OktaError {
  return new OktaError(
    'unreachable',
    tell('okta.gaveUp', { host, tries: String(tries), why: told }),
    tell('okta.checkNetwork'),
  );
}

/** Whether the same request would be refused again: 408 and 425 only say that it came at a bad time. */
function isRefusal({ status }: Answer): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 425;
}

function describeAnswer({ status, text }: Answer, redact: Authority['redact']): Message {
  if (status < 400) return tell('okta.noPage', { status: String(status) });
  const words = oktaWords(text, redact);
  return words === undefined
    ? tell('okta.answered', { status: String(status) })
    : tell('okta.answeredWords', { status: String(status), words });
}

function foreign({ host }: Org): OktaError {
  return new OktaError('protocol', tell('okta.wrongHost', { host }), tell('okta.nothingSent'));
}
