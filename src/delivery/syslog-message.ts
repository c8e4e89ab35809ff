import { cefFinding } from '../report/finding/machine/cef-report.ts';
import type { Tool } from '../report/finding/reporter.ts';
import { octetCounted, syslogMessage } from '../report/text/syslog-text.ts';
import type { Level } from '../rule/level.ts';
import { type Notification, typeOf } from './notification.ts';
import { payloadOf } from './standard-webhook.ts';

/** `authpriv`: what names people is written to files that not everybody may read. */
const facility = 10;

/** Severities of syslog: critical, error, warning, notice, informational. */
const severities: Readonly<Record<Level, number>> = {
  critical: 2,
  high: 3,
  medium: 4,
  low: 5,
  informational: 6,
};

/**
 * A message as a frame for RFC 5425. Its PROCID is the id of the message, by which a repetition is known; RFC 5424 (6.2.6)
 * leaves that field to the sender, for what belongs together. The text is JSON, as a webhook gets it, or a line of CEF.
 */
export function syslogFrame(
  message: Notification,
  { tool, form }: { readonly tool: Pick<Tool, 'name' | 'version'>; readonly form: 'json' | 'cef' },
): Buffer {
  const { id, at, about } = message;
  const isCef = form === 'cef' && about.kind === 'finding';
  return octetCounted(
    syslogMessage({
      facility,
      severity: severities[about.severity],
      time: at,
      host: about.foundBy?.org ?? null,
      app: tool.name,
      process: id,
      type: typeOf(about),
      data: { origin: { software: tool.name, swVersion: tool.version } },
      text: isCef ? cefFinding(about, tool, ['message', id]).trimEnd() : payloadOf(message),
    }),
  );
}
