/** How bad a remark is: an error keeps the rule from loading, a warning may be one, a note is news. */
export const severities = ['error', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/**
 * Every kind of remark about a rule, in the order of the help. What is remarked on, and why it matters, are the texts
 * `lintCode.<code>` and `lintCode.<code>.why`.
 */
export const codes = {
  broken: 'error',
  translation: 'error',
  'event-type': 'warning',
  value: 'warning',
  'rare-value': 'note',
  field: 'warning',
  spelling: 'note',
  map: 'warning',
  'never-matches': 'warning',
  'always-matches': 'warning',
  'all-of-one': 'warning',
  'null-in-list': 'warning',
  'unused-selection': 'warning',
  'unused-window': 'warning',
  'late-window': 'warning',
  'unused-rule': 'note',
  placeholder: 'warning',
  'field-path': 'warning',
  'missing-level': 'warning',
  'missing-id': 'warning',
  'missing-description': 'warning',
  'missing-tags': 'warning',
  'missing-technique': 'note',
  'missing-falsepositives': 'warning',
  status: 'warning',
  tag: 'warning',
  catalogue: 'warning',
  duplicate: 'warning',
  silenced: 'warning',
  'fact-as-word': 'warning',
  'repeated-rule': 'warning',
  'lone-rule': 'warning',
  'idle-filter': 'warning',
  'narrow-filter': 'note',
  'idle-learn': 'warning',
  state: 'note',
} as const satisfies Record<string, Severity>;

/** The code of a remark. */
export type Code = keyof typeof codes;
