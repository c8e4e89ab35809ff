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
    why: 'A scan with it judges nothing and exits with 2.',
  },
  'event-type': {
    severity: 'warning',
    what: 'an event type that Okta does not document',
    why: 'A misspelt type is never met. Types newer than the catalogue, and beta ones, are remarked on too.',
  },
  field: {
    severity: 'warning',
    what: 'a field that no System Log event can have',
    why: 'An absent field meets no comparison but null, so the test is decided before any event is read.',
  },
  spelling: {
    severity: 'note',
    what: 'a field that is known in another case',
    why: 'It is taken for the known one, but other tools find nothing under the name that is written.',
  },
  map: {
    severity: 'warning',
    what: 'a map where a text or a value is wanted',
    why: 'What the log has as a map has no text, or another one than the rule believes; its fields have.',
  },
  'never-matches': {
    severity: 'warning',
    what: 'a condition or selection that no event can satisfy',
    why: 'The rule, or that part of it, is silent whatever happens.',
  },
  'always-matches': {
    severity: 'warning',
    what: 'a condition or selection that every event satisfies',
    why: 'The rule fires for every event, or that part of it says nothing.',
  },
  'all-of-one': {
    severity: 'warning',
    what: '|all with a single value',
    why: 'It means nothing here, other tools refuse it, and perhaps a value is missing.',
  },
  'null-in-list': {
    severity: 'warning',
    what: 'null among other values',
    why: 'Sigma forbids it (specification 2.1, "Special Field Values"); give null a selection of its own.',
  },
  'unused-selection': {
    severity: 'warning',
    what: 'a selection that no condition names',
    why: 'It is read and thrown away, which is seldom what its author believes.',
  },
  'unused-window': {
    severity: 'warning',
    what: 'a window, or a fact of one, that nothing asks for',
    why: 'Its fields are remembered of every event that belongs to it, for nothing.',
  },
  placeholder: {
    severity: 'warning',
    what: 'a placeholder of the summary that names no field or fact',
    why: 'The headline of every finding would say "unknown" there.',
  },
  'missing-level': {
    severity: 'warning',
    what: 'no level',
    why: 'It is taken for medium, and --fail-on and --min-severity go by it.',
  },
  'missing-id': {
    severity: 'warning',
    what: 'no id, or one that is not a UUID',
    why: 'Fingerprints are made from the id; without one a renamed rule finds everything anew.',
  },
  'missing-description': {
    severity: 'warning',
    what: 'no description',
    why: 'Who is woken by the rule wants to know what it saw.',
  },
  'missing-tags': {
    severity: 'warning',
    what: 'a reporting rule without an ATT&CK tag',
    why: 'Findings do not say what the attacker is after, and the coverage does not know the rule.',
  },
  'missing-technique': {
    severity: 'note',
    what: 'ATT&CK tactics among the tags, but no technique',
    why: 'The coverage by technique does not know the rule.',
  },
  'missing-falsepositives': {
    severity: 'warning',
    what: 'a reporting rule without falsepositives',
    why: 'A finding has to say what would make it harmless.',
  },
  status: {
    severity: 'warning',
    what: 'a status that Sigma does not have',
    why: 'Other tools refuse the rule (specification 2.1, "Status").',
  },
  tag: {
    severity: 'warning',
    what: 'a tag of a form that Sigma does not have',
    why: 'Nothing that sorts or maps by tags finds it (specification 2.1, appendix "Tags").',
  },
  catalogue: {
    severity: 'warning',
    what: 'a detection idea that is not in the catalogue',
    why: 'The coverage would count an idea that does not exist.',
  },
  duplicate: {
    severity: 'warning',
    what: 'two rules that ask for the same',
    why: 'Each attack is reported twice.',
  },
  silenced: {
    severity: 'warning',
    what: "a correlation that silences another file's rule",
    why: 'Whoever relied on the rule hears nothing from it any more.',
  },
  'lone-rule': {
    severity: 'warning',
    what: 'a temporal correlation of a single rule',
    why: 'It alerts whenever the rule does; count its events, or name another rule.',
  },
  'idle-filter': {
    severity: 'warning',
    what: 'a filter that takes nothing from its rule',
    why: 'No event that the rule can want is kept out, so what it was written for still reports.',
  },
  state: {
    severity: 'note',
    what: 'a window over all events, or without group-by',
    why: 'All its events must be remembered, and are neighbours of each other; an estimate of the memory is given.',
  },
} as const satisfies Record<string, Meaning>;

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
