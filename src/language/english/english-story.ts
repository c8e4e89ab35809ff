/** A case or finding, shown in full. */
export const englishStory = {
  'story.who': 'Who:',
  'story.tactics': 'Tactics:',
  'story.active': 'STILL ACTIVE',
  'story.ended': 'shut {time}',
  'story.quiet': 'quiet since {time}',
  'story.unsure': 'last sign {time}',
  'story.leftBehind': 'LEFT BEHIND',
  'story.planted': '{kind} {name}, {verb} {time}',
  'story.stands': 'STILL STANDS',
  'story.mayStand': 'may still stand',
  'story.removed': 'removed later',
  'story.cleanUp': 'WHAT WAS DONE AGAINST IT',
  'story.do': 'WHAT TO DO',
  'story.whatHappened': 'WHAT HAPPENED',
  'story.findings': '{count} {count:finding|findings}',
  'story.hidden':
    '{count} more {count:finding|findings} of this case {count:is|are} not in the report, which is not about everything.',
  'story.ofCase': 'Part of the case {id}: {title}',
} as const;
