import { createHash, createHmac } from 'node:crypto';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { tell } from '../../language/message.ts';
import { backoff } from '../../okta/http/rate-limit.ts';
import { createTransport, transportLimits } from '../../okta/http/transport.ts';
import type { World } from '../../okta/http/world.ts';
import { misuse } from '../failure.ts';

/** Posts findings and cases to a URL; the org's credential is never sent there. */
export interface Webhook {
  /** Undefined if it was accepted, else why not. */
  readonly post: (told: Finding | Case) => Promise<string | undefined>;
}

export interface WebhookOptions {
  readonly url: string;
  /** Signs each post; without it they are not signed. */
  readonly secret: string | undefined;
  readonly loopback: boolean;
  readonly world: World;
  readonly signal: AbortSignal;
}

const tries = 5;

/** Throws misuse unless the URL is https without a user name. */
export function createWebhook({ url, secret, loopback, world, signal }: WebhookOptions): Webhook {
  const target = targetOf(url, loopback);
  const transport = createTransport(world, { ...transportLimits, headers: 20_000 });
  const send = async (told: Finding | Case, body: string): Promise<string | undefined> => {
    const timestamp = String(Math.floor(world.now() / 1000));
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': keyOf(told),
      'x-oktahunt-timestamp': timestamp,
      ...(secret && { 'x-oktahunt-signature': `sha256=${signatureOf(secret, timestamp, body)}` }),
    };
    try {
      const post = { method: 'POST', headers, body, statusOnly: true } as const;
      const { status } = await transport(target, post, signal);
      return status >= 200 && status < 300 ? undefined : `it answered ${status}`;
    } catch (error) {
      signal.throwIfAborted();
      return (error as Error).message;
    }
  };
  return {
    post: async (told) => {
      const body = JSON.stringify(told);
      let error: string | undefined;
      for (let attempt = 0; attempt < tries; attempt++) {
        if (attempt > 0) await world.sleep(backoff(attempt, world.random()), signal);
        error = await send(told, body);
        if (error === undefined) return undefined;
      }
      return error;
    },
  };
}

/** An update is not a repetition of an earlier post with its fingerprint; the same update again is. */
function keyOf(told: Finding | Case): string {
  const { severity, update } = told;
  const name = told.kind === 'case' ? told.id : told.fingerprint;
  if (!update) return name;
  const added = 'newVictims' in update ? update.newVictims : update.newEntities;
  const content = JSON.stringify([severity, update.severityBefore, added.toSorted()]);
  return `${name}:${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
}

/** HMAC-SHA256 of `timestamp.body`, in hexadecimal digits. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

function targetOf(text: string, loopback: boolean): string {
  if (!URL.canParse(text)) throw misuse(tell('webhook.noUrl'), tell('webhook.giveHttps'));
  const url = new URL(text);
  const isLocal = loopback && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !isLocal) throw misuse(tell('webhook.noHttps'));
  if (url.username || url.password) {
    throw misuse(tell('webhook.hasUser'), tell('misuse.leaveOut'));
  }
  return url.href;
}
