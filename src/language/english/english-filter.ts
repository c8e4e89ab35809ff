/** What filters did. */
export const englishFilter = {
  'filter.heading': 'filters',
  'filter.expired':
    'the filter "{name}" expired on {expires} and does nothing: remove or renew it{about}',
  'filter.unused': 'the filter "{name}" took nothing away{about}',
  'filter.used': '{count} {count:alert|alerts} suppressed by the filter "{name}": {rules}{about}',
  'filter.about': ' ({about})',
  'filter.owner': 'owner: {owner}',
  'filter.suppressed': '{count} {count:alert|alerts} suppressed by filters',
  'filter.suppressedAlert': '{time} {rule}, event {uuid}: {filters}',
  'filter.suppressedAlertBy': '{time} {rule} by {actor}, event {uuid}: {filters}',
} as const;
