/** A function that a window's field can be; what it gives is the text `function.<name>`. */
export interface FunctionRow {
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
    takes: 'true',
    sees: 'all',
    example: 'n: {count: true}',
  },
  distinct: {
    takes: 'fields',
    sees: 'all',
    example: 'ips: {distinct: client.ipAddress}',
  },
  most: {
    takes: 'fields',
    sees: 'all',
    example: 'onOne: {most: target.id}',
  },
  values: {
    takes: 'fields',
    sees: 'all',
    example: 'apps: {values: target.displayName}',
  },
  switches: {
    takes: 'fields',
    sees: 'all',
    example: 'turns: {switches: client.userAgent.rawUserAgent}',
  },
  share: {
    takes: 'rule',
    sees: 'all',
    example: 'failed: {share: sign-in-failed}',
  },
  portion: {
    takes: 'often',
    sees: 'all',
    example: 'seldom: {portion: {of: actor.id, count: {lte: 2}}}',
  },
  span: {
    takes: 'true',
    sees: 'all',
    example: 'took: {span: true}',
  },
  sum: {
    takes: 'field',
    sees: 'all',
    example: 'bytes: {sum: debugContext.debugData.size}',
  },
  avg: {
    takes: 'field',
    sees: 'all',
    example: 'mean: {avg: debugContext.debugData.size}',
  },
  min: {
    takes: 'field',
    sees: 'all',
    example: 'least: {min: debugContext.debugData.size}',
  },
  max: {
    takes: 'field',
    sees: 'all',
    example: 'greatest: {max: debugContext.debugData.size}',
  },
  median: {
    takes: 'field',
    sees: 'all',
    example: 'middle: {median: debugContext.debugData.size}',
  },
  percentile: {
    takes: 'percentile',
    sees: 'all',
    example: 'high: {percentile: [debugContext.debugData.size, 90]}',
  },
  rules: {
    takes: 'true',
    sees: 'all',
    example: 'stages: {rules: true}',
  },
  steps: {
    takes: 'true',
    sees: 'until',
    example: 'stages: {steps: true}',
  },
  since: {
    takes: 'rule',
    sees: 'until',
    example: 'inARow: {since: push-approved}',
  },
  zscore: {
    takes: 'buckets',
    sees: 'until',
    example: 'z: {zscore: {distinct: target.id}}',
  },
  new: {
    takes: 'fields',
    sees: 'before',
    example: 'unseen: {new: client.geographicalContext.country}',
  },
  familiar: {
    takes: 'fields',
    sees: 'before',
    example: 'known: {familiar: client.geographicalContext.country}',
  },
  surprise: {
    takes: 'fields',
    sees: 'before',
    example: 'odd: {surprise: client.geographicalContext.country}',
  },
  similar: {
    takes: 'fields',
    sees: 'before',
    example: 'like: {similar: target.alternateId, among: [actor.alternateId]}',
  },
  last: {
    takes: 'field',
    sees: 'before',
    example: 'from: {last: client.geographicalContext.country}',
  },
  seconds: {
    takes: 'true',
    sees: 'before',
    example: 'since: {seconds: true}',
  },
  km: {
    takes: 'field',
    sees: 'before',
    example: 'km: {km: client.geographicalContext.geolocation}',
  },
  kmh: {
    takes: 'field',
    sees: 'before',
    example: 'kmh: {kmh: client.geographicalContext.geolocation}',
  },
} as const satisfies Readonly<Record<string, FunctionRow>>;

export type FactName = keyof typeof functions;
