import type { FilterOutcome, SuppressedAlert } from './filter-outcome.ts';

/** What a filter did, in one sentence without a full stop. It quotes the filter: hostile text. */
export function filterText({
  name,
  reason,
  owner,
  expires,
  status,
  suppressed,
}: FilterOutcome): string {
  const asides = [reason, owner === undefined ? undefined : `owner: ${owner}`];
  const aside = asides.filter((text) => text !== undefined).join('; ');
  const about = aside === '' ? '' : ` (${aside})`;
  switch (status) {
    case 'expired':
      return `the filter "${name}" expired on ${expires} and does nothing: remove or renew it${about}`;
    case 'unused':
      return `the filter "${name}" took nothing away${about}`;
    case 'used': {
      const total = suppressed.reduce((sum, { events }) => sum + events, 0);
      const each = suppressed.map(({ rule, events }) =>
        suppressed.length === 1 ? rule : `${rule} ${events}`,
      );
      const alerts = total === 1 ? '1 alert' : `${total} alerts`;
      return `${alerts} suppressed by the filter "${name}": ${each.join(', ')}${about}`;
    }
  }
}

/** An alert that filters took away, in one line, with the reasons of the filters. Hostile text. */
export function suppressedText(
  { rule, filters, event }: SuppressedAlert,
  outcomes: readonly FilterOutcome[] = [],
): string {
  const by = filters.map((name) => {
    const reason = outcomes.find((outcome) => outcome.name === name)?.reason;
    return reason === undefined ? name : `${name} (${reason})`;
  });
  const actor = event.actor === null ? '' : ` by ${event.actor}`;
  return `${event.published} ${rule}${actor}, event ${event.uuid}: ${by.join(', ')}`;
}
