import { strictJsonText } from '../../text/json-text.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { lineReporter } from './line-report.ts';

/**
 * The events of all findings as lines for Timesketch: `message`, `datetime` and `timestamp_desc` are what it asks of
 * each, other keys can be searched, and `tag` becomes tags (Timesketch: "Import from JSON or CSV"). An event that two
 * findings rest on is there twice, once for each.
 */
export function createTimesketchReporter(options: ReportOptions): Reporter {
  return lineReporter(
    {
      finding: ({ evidence, rule, ...finding }) =>
        evidence.events
          .map((event) => {
            const { uuid, published, eventType, role } = event;
            return `${strictJsonText({
              message: messageOf(event, finding.title),
              datetime: published,
              timestamp_desc: uuid === evidence.decisive ? 'Decisive event' : 'Event',
              data_type: 'okta:system_log:event',
              tag: [rule.name, finding.severity, ...techniquesOf(finding.attack)],
              event_uuid: uuid,
              event_type: eventType,
              outcome: event.outcome,
              reason: event.reason,
              role,
              user: event.actor,
              source_ip: event.ip,
              target: event.target,
              rule_name: rule.name,
              finding_id: finding.id,
              fingerprint: finding.fingerprint,
              finding: finding.title,
              severity: finding.severity,
              confidence: finding.confidence,
              case_id: finding.case ?? null,
              ...(event.raw && { raw: strictJsonText(event.raw) }),
            })}\n`;
          })
          .join(''),
    },
    options,
  );
}

interface Told {
  readonly eventType: string;
  readonly outcome: string | null;
  readonly actor: string | null;
  readonly target: string | null;
  readonly ip: string | null;
}

function messageOf({ eventType, outcome, actor, target, ip }: Told, title: string): string {
  const who = [actor, target].filter((name) => name !== null).join(' -> ');
  const parts = [eventType, outcome, who, ip].filter((part) => part !== null && part !== '');
  return `${parts.join(' ')} (${title})`;
}

function techniquesOf(attack: readonly { technique: { id: string } | null }[]): readonly string[] {
  return [...new Set(attack.flatMap(({ technique }) => technique?.id ?? []))];
}
