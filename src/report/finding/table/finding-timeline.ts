import type { EvidenceEvent, Finding } from '../../../finding/finding.ts';
import { type Safe, safe, widthOf } from '../../text/escape.ts';
import { type Cell, columnWidths, renderGrid } from '../../text/grid.ts';
import type { Paint, Theme } from '../../text/theme.ts';
import { flow } from '../../text/wrap.ts';

const eventsShown = 8;
const successes: readonly (string | null)[] = ['SUCCESS', 'ALLOW'];
const failures: readonly (string | null)[] = ['FAILURE', 'DENY'];

/**
 * The events behind a finding, in the order of the log: when, how it ended, what, from where, to
 * whom, and the uuid in full, for it is what one searches for. In columns if they fit into `width`.
 */
export function renderTimeline(finding: Finding, width: number, theme: Theme): readonly Safe[] {
  const events = choose(finding.evidence);
  if (events.length === 0) return [];
  const days = !theme.clock.isSameDay(finding.when.firstEvent, finding.when.lastEvent);
  const entries = events.map((event) => describe(event, finding, days, theme));
  const hidden = finding.evidence.eventCount - events.length;
  const place = finding.evidence.truncated ? 'detail.moreInLog' : 'detail.moreInJson';
  const more = theme.say(place, { count: hidden });
  return [...layOut(entries, width, theme), ...(hidden > 0 ? [theme.faint(more)] : [])];
}

/** One event: its lead, which is always on the first line, and its details. */
interface Entry {
  readonly lead: Safe;
  readonly paint: Paint;
  readonly details: readonly Safe[];
}

function describe(event: EvidenceEvent, finding: Finding, days: boolean, theme: Theme): Entry {
  const isDecisive = event.uuid === finding.evidence.decisive;
  const role = event.role === 'match' ? theme.glyphs.match : safe` `;
  const time = timeOf(event, finding, days, theme);
  const type = theme.show(event.eventType, { max: 48, cut: 'middle' });
  const outcome =
    event.outcome === null || successes.includes(event.outcome)
      ? safe``
      : safe` ${theme.show(event.outcome, { max: 20 })}`;
  const actor = theme.show(event.actor ?? '', { max: 30, cut: 'middle' });
  const stranger = event.actor !== null && event.actor !== finding.actor?.login;
  return {
    lead: safe`${isDecisive ? theme.glyphs.decisive : role} ${time} ${markOf(event, theme)}`,
    paint: isDecisive || event.role === 'match' ? theme.strong : (text) => text,
    details: [
      safe`${type}${outcome}`,
      theme.show(event.ip ?? '', { max: 45, cut: 'middle' }),
      theme.show(event.target ?? '', { max: 30 }),
      stranger ? theme.say('detail.by', { actor }) : safe``,
      theme.show(event.uuid, { max: 40, cut: 'middle' }),
    ],
  };
}

/** With its zone, if the label above does not name it. */
function timeOf(event: EvidenceEvent, { when }: Finding, days: boolean, { clock }: Theme): Safe {
  const time = clock.second(event.published, days);
  const isTold = clock.offset([when.firstEvent, when.lastEvent]) !== undefined;
  return isTold ? time : safe`${time}${clock.suffix(event.published)}`;
}

function layOut(entries: readonly Entry[], width: number, theme: Theme): readonly Safe[] {
  const rows = entries.map(({ lead, paint, details }): readonly Cell[] => [
    { text: lead, paint },
    ...details.map((text): Cell => ({ text })),
  ]);
  const used = columnWidths(rows).flatMap((column, index) => (column > 0 ? [index] : []));
  const grid = rows.map((row) => used.map((index) => row[index]!));
  const taken = columnWidths(grid).reduce((sum, column) => sum + column + 2, -2);
  if (taken <= width) return renderGrid(grid, { gap: 2 });
  return entries.flatMap((entry) => stack(entry, width, theme));
}

function stack({ lead, paint, details }: Entry, width: number, theme: Theme): readonly Safe[] {
  const indent = widthOf(lead) + 1;
  const lines = flow(details.filter(Boolean), safe`  `, width - indent);
  const margin = ' '.repeat(indent) as Safe;
  return lines.map((line, index) =>
    index === 0 ? safe`${paint(lead)} ${line}` : safe`${margin}${theme.faint(line)}`,
  );
}

function markOf(event: EvidenceEvent, theme: Theme): Safe {
  if (successes.includes(event.outcome)) return theme.glyphs.success;
  return failures.includes(event.outcome) ? theme.glyphs.failure : theme.glyphs.neutral;
}

/** The events to show, in the order of the log: the decisive one, then matches, then neighbours. */
function choose({ events, decisive }: Finding['evidence']): readonly EvidenceEvent[] {
  const rankOf = ({ uuid, role }: EvidenceEvent): number =>
    uuid === decisive ? 0 : role === 'match' ? 1 : 2;
  const ranked = [...events].sort((a, b) => rankOf(a) - rankOf(b));
  const chosen = new Set(ranked.slice(0, eventsShown));
  return events.filter((event) => chosen.has(event));
}
