/** How bad a remark is: an error keeps the rule from loading, a warning may be one, a note is news. */
export const severities = ['error', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

interface Meaning {
  readonly severity: Severity;
  /** What is remarked on, as a clause. */
  readonly what: string;
  /** Why it matters, as a sentence. */
  readonly why: string;
}

/** Every kind of remark about a rule, in the order of the help. */
export const codes = {
  broken: {
    severity: 'error',
    what: 'the rule cannot be loaded',
    why: 'A scan that uses it reads no event and exits with 2.',
  },
  translation: {
    severity: 'error',
    what: 'a translation that does not fit its rule or pack',
    why: 'A scan in that language reads no event and exits with 2.',
  },
  'event-type': {
    severity: 'warning',
    what: 'an event type that Okta does not document',
    why: 'A misspelt type never matches. Beta types and types newer than the catalogue are reported too.',
  },
  value: {
    severity: 'warning',
    what: 'a value that Okta does not write in the field',
    why: 'A misspelt value never matches: a result, a severity, a risk level, what came of a behaviour.',
  },
  'rare-value': {
    severity: 'note',
    what: 'a value that the field is not known to have, though Okta may add some',
    why: 'It may be new, of your own org, or misspelt.',
  },
  field: {
    severity: 'warning',
    what: 'a field that no System Log event can have',
    why: 'An absent field matches nothing but null, so the test has the same outcome for every event.',
  },
  spelling: {
    severity: 'note',
    what: 'a field whose case differs from the log',
    why: 'It is read as the known field, but other tools find nothing under the name as written.',
  },
  map: {
    severity: 'warning',
    what: 'a map where a text or a value is expected',
    why: 'A map has no text, or not the one that the rule expects; compare one of its fields.',
  },
  'never-matches': {
    severity: 'warning',
    what: 'a condition or selection that no event can satisfy',
    why: 'The rule, or that part of it, never matches.',
  },
  'always-matches': {
    severity: 'warning',
    what: 'a condition or selection that every event satisfies',
    why: 'The rule matches every event, or that part of it has no effect.',
  },
  'all-of-one': {
    severity: 'warning',
    what: '|all with a single value',
    why: 'It has no effect, other tools reject it, and a value may be missing.',
  },
  'null-in-list': {
    severity: 'warning',
    what: 'null among other values',
    why: 'Sigma forbids it (specification 2.1, "Special Field Values"); put null into a selection of its own.',
  },
  'unused-selection': {
    severity: 'warning',
    what: 'a selection that no condition names',
    why: 'It has no effect, which is seldom what its author intended.',
  },
  'unused-window': {
    severity: 'warning',
    what: 'a window, or a fact of a window, that nothing uses',
    why: 'Its fields are kept for every event in the window, for nothing.',
  },
  'late-window': {
    severity: 'warning',
    what: 'a condition that is undecided for the first days of every log',
    why: 'It holds only where events are absent, of which a log that is younger than the window says nothing. With learn, a log of that age is enough.',
  },
  'unused-rule': {
    severity: 'note',
    what: 'a rule that neither reports nor is referred to',
    why: 'Nothing it matches reaches anybody, unless rules outside the checked files refer to it.',
  },
  placeholder: {
    severity: 'warning',
    what: 'a placeholder in the summary or in a reason that names no field or fact',
    why: 'The headline of every finding would say "unknown" there; the reason would never be given.',
  },
  'field-path': {
    severity: 'warning',
    what: 'a sentence under reasons that shows the path of a field',
    why: 'A reason is read by people in a hurry; say what the field is, as in "from {client.ipAddress}".',
  },
  'missing-level': {
    severity: 'warning',
    what: 'a reporting rule without a level',
    why: 'It defaults to medium, which --fail-on and --min-severity then compare.',
  },
  'missing-id': {
    severity: 'warning',
    what: 'no id, or one that is not a UUID',
    why: 'Fingerprints are built from the id; without one, renaming the rule reports everything again.',
  },
  'missing-description': {
    severity: 'warning',
    what: 'no description',
    why: 'The on-call analyst needs to know what was seen.',
  },
  'missing-tags': {
    severity: 'warning',
    what: 'a reporting rule without an ATT&CK tag',
    why: 'Findings name no goal of the attacker, and the coverage report leaves the rule out.',
  },
  'missing-technique': {
    severity: 'note',
    what: 'ATT&CK tactics among the tags, but no technique',
    why: 'The coverage by technique leaves the rule out.',
  },
  'missing-falsepositives': {
    severity: 'warning',
    what: 'a reporting rule without falsepositives',
    why: 'The analyst needs to know which harmless activity looks the same.',
  },
  status: {
    severity: 'warning',
    what: 'a status that Sigma does not define',
    why: 'Other tools reject the rule (specification 2.1, "Status").',
  },
  tag: {
    severity: 'warning',
    what: 'a tag in a form that Sigma does not define',
    why: 'Tools that sort or map rules by tag do not find it (specification 2.1, appendix "Tags").',
  },
  catalogue: {
    severity: 'warning',
    what: 'a detection idea that is not in the catalogue',
    why: 'The coverage report would count an idea that does not exist.',
  },
  duplicate: {
    severity: 'warning',
    what: 'two rules that look for the same',
    why: 'Each attack is reported twice.',
  },
  silenced: {
    severity: 'warning',
    what: "a correlation that silences another file's rule",
    why: 'The rule no longer reports on its own.',
  },
  'fact-as-word': {
    severity: 'warning',
    what: 'a word that names a fact of a window',
    why: 'Words are sought in the event as they stand; a fact is compared in a map.',
  },
  'repeated-rule': {
    severity: 'warning',
    what: 'a rule that a temporal correlation names twice, where order does not count',
    why: 'In any order one event meets both; temporal_ordered wants an event for each.',
  },
  'lone-rule': {
    severity: 'warning',
    what: 'a temporal correlation of a single rule',
    why: 'It alerts whenever the rule does; count its events, or name another rule.',
  },
  'idle-filter': {
    severity: 'warning',
    what: 'a filter that excludes nothing from its rule',
    why: 'It keeps out no event that the rule can match, so what it was written for is still reported.',
  },
  'narrow-filter': {
    severity: 'note',
    what: 'a filter that leaves only what it names',
    why: 'A filter that exempts somebody is written with not: what meets its condition stays reported.',
  },
  'idle-learn': {
    severity: 'warning',
    what: 'a learn that is longer than its window',
    why: 'A log of that age covers the window anyway, so that learn changes nothing.',
  },
  state: {
    severity: 'note',
    what: 'a window over all events, or without group-by',
    why: 'All its events are kept in memory and are neighbours of each other; the remark estimates the cost.',
  },
} as const satisfies Record<string, Meaning>;

/** The code of a remark. */
export type Code = keyof typeof codes;

/** The table of codes as text for a terminal, 80 columns wide. */
export function describeCodes(): string {
  return Object.entries(codes)
    .map(
      ([code, { severity, what, why }]) =>
        `  ${code.padEnd(23)}${severity}: ${what}\n${wrapped(why)}`,
    )
    .join('');
}

/** A sentence in lines of the help, below the code. */
function wrapped(why: string): string {
  const indent = ' '.repeat(25);
  const lines = [''];
  for (const word of why.split(' ')) {
    const last = lines.at(-1) as string;
    if (last.length + word.length > 53) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `${indent}${line}\n`).join('');
}
