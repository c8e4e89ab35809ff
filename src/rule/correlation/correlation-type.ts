interface Kind {
  /** Whether the condition names a field, or whether it may be left out or be about rules. */
  readonly about: 'events' | 'field' | 'rules';
  /** Whether the number is a count, and so never below 0 nor between whole numbers. */
  readonly counts: boolean;
}

/** The types of correlation. `value_median` is pySigma's. */
export const correlationTypes = {
  event_count: { about: 'events', counts: true },
  value_count: { about: 'field', counts: true },
  value_sum: { about: 'field', counts: false },
  value_avg: { about: 'field', counts: false },
  value_median: { about: 'field', counts: false },
  value_percentile: { about: 'field', counts: false },
  temporal: { about: 'rules', counts: true },
  temporal_ordered: { about: 'rules', counts: true },
} as const satisfies Readonly<Record<string, Kind>>;
export type CorrelationType = keyof typeof correlationTypes;
