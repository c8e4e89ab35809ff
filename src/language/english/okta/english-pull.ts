/** What is said of a pull while it goes on and at its end. */
export const englishPull = {
  'pull.into': '{host} into {folder}; {mode}',
  'pull.keeps90': 'warning: Okta keeps events for 90 days; older ones cannot be pulled',
  'pull.added': '{count} {count:event|events} added',
  'pull.duplicates': '{count} {count:duplicate|duplicates}',
  'pull.conflicts': '{count} uuid {count:conflict|conflicts}',
  'pull.total': '{counts}; {total} total',
  'pull.next': 'next: oktahunt scan {folder}; the next pull picks up late-arriving events',
  'pull.interrupted': 'interrupted; what was pulled is safe, and the same command resumes',
  'pull.otherFolder': 'name another folder',
  'pull.fixAndResume':
    'fix that, then run the same command: what was pulled is safe, and it resumes there',
  'pull.staleLink':
    'warning: the stored link was refused ({why}); starting over from a little earlier',
  'pull.clockWarning': 'warning: {clock}; times such as --since 1h depend on it',
  'pull.clockSlow': 'the clock of this machine is {seconds} s slow',
  'pull.clockFast': 'the clock of this machine is {seconds} s fast',
  'pull.pulling': 'pulling',
  'pull.day': 'day {day} of {days}',
  'pull.requests': '{count} {count:request|requests}',
  'pull.rateBudget': 'rate budget {remaining}/{limit}',
  'pull.pausedBudget':
    "pulling  paused: our share of Okta's rate limit is used up, resuming in {clock}",
  'pull.pausedLimit': 'pulling  paused: Okta rate limit, resuming in {clock}',
  'pull.waitNumber': '{what} (wait {wait})',
  'pull.retry': '{why}; retry {attempt} of {retries} in {clock}',
  'pull.noAnswer': 'no answer',
  'pull.withHistory':
    '{host}: {since} to {until}, plus {length} of history for baselines (--lookback); {mode}',
  'pull.withoutHistory': '{host}: {since} to {until}, without earlier history (--lookback); {mode}',
} as const;
