/** A function that a window's field can be, described for people. */
export interface FunctionRow {
  readonly gives: string;
  readonly takes: Takes;
  readonly sees: Sees;
  /** As a rule writes it. */
  readonly example: string;
}

/** What a rule writes behind the function's name. */
export type Takes =
  | 'true'
  /** One field, or several as one combined value. */
  | 'fields'
  | 'field'
  /** A field and how many percent. */
  | 'percentile'
  /** One of the functions that buckets are measured by. */
  | 'buckets'
  /** One of the window's rules. */
  | 'rule'
  /** Fields, and how many events are to have one value. */
  | 'often';

/**
 * Which of the window's events count: all; those up to the event and it as well; or only those before
 * it, so that an event is never its own past.
 */
export type Sees = 'all' | 'until' | 'before';

/** The closed list of functions. */
export const functions = {
  count: {
    gives: 'how many events',
    takes: 'true',
    sees: 'all',
    example: 'n: {count: true}',
  },
  distinct: {
    gives: 'how many different values',
    takes: 'fields',
    sees: 'all',
    example: 'ips: {distinct: client.ipAddress}',
  },
  most: {
    gives: 'the largest number of events with the same value',
    takes: 'fields',
    sees: 'all',
    example: 'onOne: {most: target.id}',
  },
  values: {
    gives: 'the values themselves',
    takes: 'fields',
    sees: 'all',
    example: 'apps: {values: target.displayName}',
  },
  switches: {
    gives: 'how often the value changed from one event to the next',
    takes: 'fields',
    sees: 'all',
    example: 'turns: {switches: client.userAgent.rawUserAgent}',
  },
  share: {
    gives: "the share of the events, 0 to 1, that match one of the window's rules",
    takes: 'rule',
    sees: 'all',
    example: 'failed: {share: sign-in-failed}',
  },
  portion: {
    gives: 'the part of the different values, 0 to 1, that so many events have',
    takes: 'often',
    sees: 'all',
    example: 'seldom: {portion: {of: actor.id, count: {lte: 2}}}',
  },
  span: {
    gives: 'seconds from the first event to the last',
    takes: 'true',
    sees: 'all',
    example: 'took: {span: true}',
  },
  sum: {
    gives: 'the sum of the numbers',
    takes: 'field',
    sees: 'all',
    example: 'bytes: {sum: debugContext.debugData.size}',
  },
  avg: {
    gives: 'the mean of the numbers',
    takes: 'field',
    sees: 'all',
    example: 'mean: {avg: debugContext.debugData.size}',
  },
  min: {
    gives: 'the minimum of the numbers',
    takes: 'field',
    sees: 'all',
    example: 'least: {min: debugContext.debugData.size}',
  },
  max: {
    gives: 'the maximum of the numbers',
    takes: 'field',
    sees: 'all',
    example: 'greatest: {max: debugContext.debugData.size}',
  },
  median: {
    gives: 'the median; of two middle numbers, their mean',
    takes: 'field',
    sees: 'all',
    example: 'middle: {median: debugContext.debugData.size}',
  },
  percentile: {
    gives: 'the percentile (nearest rank)',
    takes: 'percentile',
    sees: 'all',
    example: 'high: {percentile: [debugContext.debugData.size, 90]}',
  },
  rules: {
    gives: "how many of the window's rules occurred",
    takes: 'true',
    sees: 'all',
    example: 'stages: {rules: true}',
  },
  steps: {
    gives:
      "how many of the window's rules occurred in the listed order, by different events, up to this one",
    takes: 'true',
    sees: 'until',
    example: 'stages: {steps: true}',
  },
  since: {
    gives:
      "how many events are later than the last that matches one of the window's rules, up to this one",
    takes: 'rule',
    sees: 'until',
    example: 'inARow: {since: push-approved}',
  },
  zscore: {
    gives: 'by how many standard deviations the newest bucket differs from those before it',
    takes: 'buckets',
    sees: 'until',
    example: 'z: {zscore: {distinct: target.id}}',
  },
  new: {
    gives: "whether no neighbour has this event's value (true or false)",
    takes: 'fields',
    sees: 'before',
    example: 'unseen: {new: client.geographicalContext.country}',
  },
  familiar: {
    gives: "the share of the neighbours, 0 to 1, that have this event's value",
    takes: 'fields',
    sees: 'before',
    example: 'known: {familiar: client.geographicalContext.country}',
  },
  surprise: {
    gives: "how improbable this event's value is among the neighbours, in bits",
    takes: 'fields',
    sees: 'before',
    example: 'odd: {surprise: client.geographicalContext.country}',
  },
  similar: {
    gives: 'the highest similarity, 0 to 1, to any other value among the neighbours',
    takes: 'fields',
    sees: 'before',
    example: 'like: {similar: target.alternateId, among: [actor.alternateId]}',
  },
  last: {
    gives: 'the value of the nearest neighbour that has one',
    takes: 'field',
    sees: 'before',
    example: 'from: {last: client.geographicalContext.country}',
  },
  seconds: {
    gives: 'seconds since the nearest neighbour',
    takes: 'true',
    sees: 'before',
    example: 'since: {seconds: true}',
  },
  km: {
    gives:
      'kilometres, along the surface of the earth, from the nearest neighbour that has a location',
    takes: 'field',
    sees: 'before',
    example: 'km: {km: client.geographicalContext.geolocation}',
  },
  kmh: {
    gives: 'the speed of that journey, at most 100,000',
    takes: 'field',
    sees: 'before',
    example: 'kmh: {kmh: client.geographicalContext.geolocation}',
  },
} as const satisfies Readonly<Record<string, FunctionRow>>;

export type FactName = keyof typeof functions;
