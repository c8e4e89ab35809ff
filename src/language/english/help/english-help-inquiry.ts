/** The help of `anomalies`, `show` and `timeline`. */
export const englishHelpInquiry = {
  'help.anomalies.summary': 'rank sessions by how unlike their owners they are',
  'help.anomalies.description':
    'Ranks sessions by how improbable what they show is for their owners, with reasons: places, machines, applications, acts, hours. Compares with what the owner did before, with peers, and with the org.',
  'help.anomalies.since': 'rank only what went on from this time on; earlier events teach',
  'help.anomalies.until': 'rank only what began before this time',
  'help.anomalies.top': 'how many sessions to show',
  'help.anomalies.user': 'only users with this in their login, or with this id',
  'help.anomalies.lookback': 'history to pull before --since: auto (21 days), 0, 30d',
  'help.anomalies.details': 'all reasons of each session',
  'help.anomalies.all': 'the sessions least like their owners',
  'help.anomalies.recent': 'of the last two days; earlier ones teach what is usual',
  'help.anomalies.live': 'the same, from the org, with --lookback as history',
  'help.anomalies.person': 'of one person; ranks are those among all',
  'help.anomalies.lines': 'one session per line, for a pipe',
  'help.anomalies.closer': 'what happened in one of them',
  'help.anomalies.note':
    'Improbable is not evil: the ranking says where to look first, and the reasons say why. Two weeks of log or more are best; the first days of a log have nothing to compare with, and the ranking says so.',
  'help.anomalies.exit':
    "Exit codes: 0 done, 2 usage error, 3 could not run, 4 not complete ('oktahunt help exit-codes').",
  'help.show.summary': 'show a case or a finding in full',
  'help.show.description':
    'Shows cases and findings in full, from a saved report or straight from logs: of a case what happened, in order, what it left behind, what to do, and its findings.',
  'help.show.words': 'beginnings of ids; a saved report (json, ndjson), logs, or both',
  'help.show.limit': 'show at most so many events of a case',
  'help.show.once': 'scan once, look often',
  'help.show.case': 'a case: its story, what to do, its findings',
  'help.show.whole': 'and all that its people and machines did',
  'help.show.finding': 'one finding in full',
  'help.show.straight': 'straight from the log, which is scanned first',
  'help.show.session': "a session of 'oktahunt anomalies': every reason, and what was done",
  'help.show.ids':
    'An id may be shortened to any unique beginning, with or without okc_ or okf_. A case and its earliest finding have the same digits; digits alone mean the case.',
  'help.show.exit':
    'Exit codes: 0 shown, 2 usage error (an id that names nothing, or several), 3 could not run, 4 the log could not be read in full (--allow-partial makes that 0).',
  'help.timeline.summary': 'show what a user, session, address, device or case did, in order',
  'help.timeline.description':
    "Shows events in order of time, grouped into sessions: what changed from one to the next, what was found, and, as far as the log tells, the intruder's apart from the owner's.",
  'help.timeline.files':
    "logs in any format ('oktahunt help inputs'), and at most one saved report (json, ndjson)",
  'help.timeline.user': 'who acts, or is acted on: a login or an id (repeatable)',
  'help.timeline.session': 'an external or root session id (repeatable)',
  'help.timeline.ip': 'an address, or a network as 203.0.113.0/24 (repeatable)',
  'help.timeline.device': 'a device token (dtHash), device id or name (repeatable)',
  'help.timeline.case': 'a case, by any unique beginning of its id (repeatable)',
  'help.timeline.since': 'only events from this time on: 36h, 7d ago, a date (UTC), RFC 3339',
  'help.timeline.noFindings': 'do not scan the log for findings: faster, only the events',
  'help.timeline.limit': 'show at most so many events, those nearest to findings, else the latest',
  'help.timeline.byTime': 'all in order of time, not session by session',
  'help.timeline.ofUser': 'all that a user did, session by session',
  'help.timeline.ofCase': 'a case, found by scanning first',
  'help.timeline.ofReport': 'the same with a saved report, without scanning',
  'help.timeline.narrow': 'both must be met',
  'help.timeline.shown':
    'An event is shown if it meets every kind of option that is given, and of one kind any value. What shares a transaction with it is shown as well. Of a case, the events are shown from a day before its first sign to a day after its end, unless --since or --until say otherwise.',
  'help.timeline.exit':
    'Exit codes: 0 shown, 2 usage error, 3 could not run, 4 no such event, or the log could not be read in full (--allow-partial makes that 0).',
} as const;
