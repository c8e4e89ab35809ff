import { type Language, say } from '../language/language.ts';
import type { FilterOutcome, SuppressedAlert } from './filter-outcome.ts';

/** What a filter did, in one sentence without a full stop. It quotes the filter: hostile text. */
export function filterText(
  { name, reason, owner, expires = '', status, suppressed }: FilterOutcome,
  language: Language,
): string {
  const asides = [
    reason,
    owner === undefined ? undefined : say(language, 'filter.owner', { owner }),
  ];
  const aside = asides.filter((text) => text !== undefined).join('; ');
  const about = aside === '' ? '' : say(language, 'filter.about', { about: aside });
  switch (status) {
    case 'expired':
      return say(language, 'filter.expired', { name, expires, about });
    case 'unused':
      return say(language, 'filter.unused', { name, about });
    case 'used': {
      const count = suppressed.reduce((sum, { events }) => sum + events, 0);
      const rules = suppressed.map(({ rule, events }) =>
        suppressed.length === 1 ? rule : `${rule} ${events}`,
      );
      const list = rules.join(language.texts['list.comma']);
      return say(language, 'filter.used', { count, name, rules: list, about });
    }
  }
}

/** An alert that filters took away, in one line, with the reasons of the filters. Hostile text. */
export function suppressedText(
  { rule, filters, event: { published, uuid, actor } }: SuppressedAlert,
  outcomes: readonly FilterOutcome[] = [],
  language: Language,
): string {
  const by = filters.map((name) => {
    const reason = outcomes.find((outcome) => outcome.name === name)?.reason;
    return reason === undefined ? name : `${name} (${reason})`;
  });
  const told = { time: published, rule, uuid, filters: by.join(language.texts['list.comma']) };
  return actor === null
    ? say(language, 'filter.suppressedAlert', told)
    : say(language, 'filter.suppressedAlertBy', { ...told, actor });
}
