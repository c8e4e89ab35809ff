import { objectIn } from '../event/json.ts';
import { tell } from '../language/message.ts';
import { splunkEvent } from '../report/finding/machine/splunk-report.ts';
import type { Delivery } from './delivery.ts';
import type { Notification } from './notification.ts';

/**
 * The body of `/services/collector/event`: events one after the other. The id of each message is an indexed field, so that
 * a search can drop repetitions (`dedup oktahunt_message`).
 */
export function collectorBody(messages: readonly Notification[]): string {
  return messages
    .map(({ id, about }) => {
      const host = about.foundBy?.org ?? undefined;
      return splunkEvent(about, { host, fields: { oktahunt_message: id } });
    })
    .join('');
}

/**
 * Codes in refusals that are about the token or the index, not about the events (Splunk: "Troubleshoot HTTP Event
 * Collector"): incorrect index, data channel missing, invalid data channel, acknowledgement disabled.
 */
const settings: ReadonlySet<unknown> = new Set([7, 10, 11, 14]);

/** What a refusal of the collector means, if its code says more than its status. */
export function collectorMeaning(status: number, text: string): Delivery | undefined {
  const { code, text: said } = objectIn(text) ?? {};
  if (status !== 400 || !settings.has(code)) return undefined;
  const told = { status: String(status), said: `${String(said)} (code ${String(code)})` };
  return { kind: 'again', reason: tell('delivery.answeredSaying', told) };
}
