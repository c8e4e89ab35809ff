/** What windows can compute. */
export const englishRuleWords = {
  'function.count': 'how many events',
  'function.distinct': 'how many different values',
  'function.most': 'the largest number of events with the same value',
  'function.values': 'the values themselves',
  'function.switches': 'how often the value changed from one event to the next',
  'function.share': "the share of the events, 0 to 1, that match one of the window's rules",
  'function.portion': 'the part of the different values, 0 to 1, that so many events have',
  'function.span': 'seconds from the first event to the last',
  'function.sum': 'the sum of the numbers',
  'function.avg': 'the mean of the numbers',
  'function.min': 'the minimum of the numbers',
  'function.max': 'the maximum of the numbers',
  'function.median': 'the median; of two middle numbers, their mean',
  'function.percentile': 'the percentile (nearest rank)',
  'function.rules': "how many of the window's rules occurred",
  'function.steps':
    "how many of the window's rules occurred in the listed order, by different events, up to this one",
  'function.since':
    "how many events are later than the last that matches one of the window's rules, up to this one",
  'function.zscore':
    'by how many standard deviations the newest bucket differs from those before it',
  'function.new': "whether no neighbour has this event's value (true or false)",
  'function.familiar': "the share of the neighbours, 0 to 1, that have this event's value",
  'function.surprise': "how improbable this event's value is among the neighbours, in bits",
  'function.similar': 'the highest similarity, 0 to 1, to any other value among the neighbours',
  'function.last': 'the value of the nearest neighbour that has one',
  'function.seconds': 'seconds since the nearest neighbour',
  'function.km':
    'kilometres, along the surface of the earth, from the nearest neighbour that has a location',
  'function.kmh': 'the speed of that journey, at most 100,000',
} as const;
