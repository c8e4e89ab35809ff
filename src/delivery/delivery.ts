import { type Message, tell } from '../language/message.ts';
import type { Answer } from '../okta/http/transport.ts';

/**
 * One attempt to hand messages to a receiver, and what came of it: accepted; not yet, to be tried again; never, since the
 * receiver will not take these messages; gone, since it takes none any more.
 */
export type Delivery =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'again';
      /** Why, in a clause; may quote the receiver: hostile text. */
      readonly reason: Message;
      /** The receiver looked at these messages and failed, so that only so many attempts make sense. */
      readonly counts?: boolean;
      /** What the receiver asks to wait, in milliseconds. */
      readonly after?: number | undefined;
    }
  | { readonly kind: 'never' | 'gone'; readonly reason: Message };

export const accepted: Delivery = { kind: 'accepted' };

/** What an answer of a receiver means for the messages that it was given. */
type Meaning = 'message' | 'failure' | 'gone' | 'receiver';

/** Statuses that say something of the messages or of the receiver for good; all others pass, or are to be set right. */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  ...[400, 406, 411, 413, 414, 415, 422, 431].map((status) => [status, 'message'] as const),
  [410, 'gone'],
  ...[500, 501, 505, 506, 507, 508].map((status) => [status, 'failure'] as const),
]);

/**
 * What an HTTP answer means. A refusal that is not about the messages themselves (a wrong token, a redirect, a proxy's
 * login page) is tried again, since somebody can set it right and then nothing is lost. `said` is what the body says.
 */
export function deliveryOf(
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
  { now, said = '' }: { readonly now: number; readonly said?: string },
): Delivery {
  if (status >= 200 && status < 300) return accepted;
  const reason =
    said === ''
      ? tell('delivery.answered', { status: String(status) })
      : tell('delivery.answeredSaying', { status: String(status), said });
  const meaning = meanings.get(status) ?? 'receiver';
  if (meaning === 'message') return { kind: 'never', reason };
  if (meaning === 'gone') return { kind: 'gone', reason };
  const after = retryAfterOf(headers.get('retry-after'), now);
  return { kind: 'again', reason, counts: meaning === 'failure', after };
}

/** No receiver is obeyed that asks for a longer wait; milliseconds. */
const longestWait = 3_600_000;

/** `Retry-After` (RFC 9110): seconds, or a date. Milliseconds, at most an hour; undefined if it is neither. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(longestWait, Number(text) * 1_000);
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text))
    return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.min(longestWait, Math.max(0, time - now));
}
