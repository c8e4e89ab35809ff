/** The help of `rules` and its commands. */
export const englishHelpRules = {
  'help.rules.summary': 'list, inspect, check and test rules',
  'help.rules.description': 'Lists, inspects, checks and tests rules, and explains why they fire.',
  'help.rules.all': 'all rules',
  'help.rules.one': 'one rule in full',
  'help.rules.new': 'a new rule with fixtures',
  'help.rules.mistakes': 'mistakes in your own rules',
  'help.rules.run': 'run them on their fixtures',
  'help.rules.cut': 'a fixture out of a log, under pseudonyms',
  'help.rules.often': 'how often it would have fired, and on whom',
  'help.rules.other': 'other thresholds and filters, with numbers',
  'help.rules.covered': 'what is covered, and for which rules a log has data',
  'help.rules.script': 'for a script',
  'help.rulesList.summary': 'name, level and title of every rule',
  'help.rulesList.description': 'Lists the rules: name, level, title and MITRE ATT&CK techniques.',
  'help.rulesList.tag': 'rules with a tag, such as attack.t1539 (repeatable)',
  'help.rulesList.technique': 'rules for a technique, such as T1539 (repeatable)',
  'help.rulesList.level': 'rules that can reach this level or a higher one',
  'help.rulesList.status': 'rules of this status (repeatable)',
  'help.rulesList.pack': 'rules of a pack (repeatable)',
  'help.rulesList.packs': 'list the packs instead of the rules',
  'help.rulesList.eventType': 'rules that can match such events (repeatable)',
  'help.rulesList.quiet': 'do not say how many rules were left out',
  'help.rulesList.bundled': 'the bundled rules',
  'help.rulesList.own': 'with your own',
  'help.rulesList.high': 'of this level or higher',
  'help.rulesList.sub': 'with its sub-techniques',
  'help.rulesList.about': 'rules about such events',
  'help.rulesList.questions': 'the questions that packs of rules ask',
  'help.rulesList.ofPack': 'the rules of one',
  'help.rulesShow.summary': 'one rule in full',
  'help.rulesShow.description':
    'Shows one rule: what it looks at, its false positives, and how to respond.',
  'help.rulesShow.file': 'as it is in its file',
  'help.rulesNew.summary': 'write a rule with its fixtures, ready to be edited',
  'help.rulesNew.description':
    'Writes a rule, a log in which it must fire, and a log in which it must not.',
  'help.rulesNew.name': 'lower-case words joined by hyphens, such as vpn-from-abroad',
  'help.rulesNew.into': 'the folder of the rule',
  'help.rulesNew.both': 'rules/vpn-from-abroad.yml and its fixtures',
  'help.rulesNew.then': 'then test it',
  'help.rulesNew.note':
    "Writes a working rule, a log in which it must fire (hit-*.ndjson) and one in which it must not (miss-*.ndjson); edit all three. The logs go where 'oktahunt rules test' looks: into fixtures/rules/<rule>/ if a parent folder has fixtures/rules, else into tests/<rule>/ beside the rule. Existing files are never overwritten.",
  'help.rulesNew.exit':
    'Exit codes: 0 written, 2 the name is taken or invalid, 3 a file cannot be written.',
  'help.rulesCheck.summary': 'find mistakes in rules',
  'help.rulesCheck.description':
    'Checks rules: errors prevent loading; warnings are most likely mistakes.',
  'help.rulesCheck.strict': 'fail on warnings as well',
  'help.rulesCheck.bundled': 'the bundled rules',
  'help.rulesCheck.own': 'your own, which may refer to the bundled ones',
  'help.rulesCheck.ci': 'warnings fail as well, for CI',
  'help.rulesCheck.github': 'annotations for a pull request',
  'help.rulesCheck.codes': 'what each [code] means',
  'help.rulesCheck.exit':
    'Exit codes: 0 no errors, 2 errors (or warnings, with --strict), no rules or an unreadable path.',
  'help.rulesTest.summary': 'run rules on fixtures in which they must fire, or must not',
  'help.rulesTest.description':
    'Runs rules on fixtures: logs in which they must fire, or must not.',
  'help.rulesTest.fixtures': 'the folder of the fixtures: <folder>/<rule>/',
  'help.rulesTest.strict': 'fail for rules without fixtures as well',
  'help.rulesTest.output': 'also write results to a file (repeatable)',
  'help.rulesTest.samples': 'fixtures in samples/<rule>/',
  'help.rulesTest.ci': 'for CI',
  'help.rulesTest.note':
    "A rule's fixtures are in <rule>/ or tests/<rule>/ beside its file, or in fixtures/rules/<rule>/ in a parent folder. In hit-*.ndjson the rule must fire, in hit-high-*.ndjson with that severity, in miss-*.ndjson it must not. Any kind of export will do (.ndjson, .jsonl, .json, also with .gz). A log without an event for over 24 hours has a gap there: for a window of days, give each day one.",
  'help.rulesTest.exit':
    'Exit codes: 0 all passed, 1 a fixture failed (or a rule has none, with --strict), 2 a rule does not load, 4 no rule has a fixture.',
  'help.rulesFixture.summary': 'cut an event and what its windows need out of a log',
  'help.rulesFixture.description':
    'Cuts an event, and the events that a rule needs around it, out of a log, under pseudonyms.',
  'help.rulesFixture.from': 'the log: a file or folder (repeatable)',
  'help.rulesFixture.event': 'the uuid of the event',
  'help.rulesFixture.rule': 'the rule; if left out, the one that has the event in a finding',
  'help.rulesFixture.into': 'write a file there instead of to standard output',
  'help.rulesFixture.name': 'the name of the file, such as hit-high-abroad',
  'help.rulesFixture.date': 'move the events to about this day, keeping clock and weekday',
  'help.rulesFixture.note':
    "Writes the event with the events that the rule's windows need, and no others but a few that show that the log had no gap. Users, logins, ids, addresses, names, tokens, sessions and free text are replaced, equal ones by equal ones. Stays: types, results, clocks, countries, usual user agents, and what the rule itself names. The rule is run on the fixture: it is only written if the verdict is that of the whole log. Read it before you share it.",
  'help.rulesFixture.exit':
    'Exit codes: 0 written, 2 not possible, with the reason, 3 a file cannot be read or written.',
  'help.rulesWhy.summary': 'why a rule did or did not fire for an event',
  'help.rulesWhy.description':
    'Explains, condition by condition, why a rule did or did not fire for an event of a log.',
  'help.rulesWhy.event': 'the uuid of the event (or, for a rule about alerts, of a finding)',
  'help.rulesWhy.note':
    "An event's uuid is in the evidence of a finding, and in the log itself. For a rule about alerts, name a finding: by the uuid of the event that it explains, its fingerprint or its id.",
  'help.rulesBacktest.summary':
    'how often a rule would have fired in a log, on whom, and at what cost',
  'help.rulesBacktest.description':
    'Counts what a rule would have found in a log: by day and level, on whom, at what cost; what its filters took away, and what stayed undecided.',
  'help.rulesBacktest.bundled': 'a bundled rule',
  'help.rulesBacktest.file': 'the rule of a file',
  'help.rulesBacktest.note':
    'Findings are counted by day and level. Filters are counted by running the rule without them too.',
  'help.rulesTune.summary':
    'other thresholds and filters for a rule, with the numbers that speak for them',
  'help.rulesTune.description':
    'Counts what a rule would find in a log with other thresholds, and which actors, applications, networks and clients account for most of it; proposes a threshold and a filter.',
  'help.rulesTune.minDays': 'propose only if the log covers so many days',
  'help.rulesTune.note':
    'Each threshold is tried by itself, with the others as they are. Nothing is written: a proposal says what would be found less, not whether that was an attack.',
  'help.rulesCoverage.summary':
    'MITRE ATT&CK coverage of the rules, and the rules for which a log has data',
  'help.rulesCoverage.description':
    'Shows the techniques that the rules cover and, with a log, the rules for which it has data.',
  'help.rulesCoverage.tactics': 'tactics and techniques, with their rules',
  'help.rulesCoverage.log': 'for which rules this log has data',
  'help.rulesCoverage.layer': 'an ATT&CK Navigator layer',
  'help.rulesDocs.summary': 'write a page for every rule, and the table of ideas',
  'help.rulesDocs.description':
    'Writes Markdown pages from the rules: an index by area, one page for each rule, and the detection ideas of public collections with the rules that stand for them. Files of the same names are replaced.',
  'help.rulesDocs.out': 'the folder to write to; made if it does not exist',
  'help.rulesDocs.bundled': 'a page for every bundled rule',
  'help.rulesDocs.own': 'with your own',
  'help.tally.rule': 'the name of a rule, or its id, or a rule file',
  'help.tally.since': 'count only events from this time on; earlier ones are context',
  'help.tally.until': 'count only events before this time',
  'help.tally.quiet': 'no progress on standard error',
} as const;
