/** The help of `scan` and `watch`. */
export const englishHelpScan = {
  'help.scan.summary': "find attacks in an org's log or in saved exports",
  'help.scan.description':
    'Finds attacks in saved Okta System Log exports, without any network connection, or, with --since and no files, in the log of an org.',
  'help.scan.files':
    "exports in any format ('oktahunt help inputs'), folders, quoted globs; '-' is standard input",
  'help.scan.since':
    'only events from this time on: 90m, 36h, 7d, 2w ago, a date (in --tz), RFC 3339',
  'help.scan.pack': 'ask only the questions of these packs, such as session-theft (repeatable)',
  'help.scan.only': 'report only these rules: a,b or session-* (repeatable)',
  'help.scan.minSeverity': 'hide findings below this level: {levels}',
  'help.scan.case': 'show only this case: any unique beginning of its id (repeatable)',
  'help.scan.user': 'show only what concerns this login or user id (repeatable)',
  'help.scan.ip': 'show only what came from this address or network (repeatable)',
  'help.scan.failOn': 'exit 1 for findings of this level or higher, or none for never',
  'help.scan.allowPartial':
    'exit 0 instead of 4 when nothing was found but the scan is not complete',
  'help.scan.save': 'keep the pulled events in an archive',
  'help.scan.store': 'pull only what this archive lacks, and scan with all of it',
  'help.scan.stateBudget':
    'limit of the state in memory; the rest spills to a file in TMPDIR (default: "32MB")',
  'help.scan.stateOverflow':
    'beyond the budget, spill to that file (exact), or forget the oldest events (reported)',
  'help.scan.jobs':
    'read large files and evaluate rules in so many threads, or auto; each takes memory (default: 1)',
  'help.scan.output': 'also write a report to a file (repeatable)',
  'help.scan.format':
    'report on standard output: {formats} (default: "table"; \'oktahunt help formats\')',
  'help.scan.rawEvents': 'put the whole events into findings, for formats that machines read',
  'help.scan.baseline': 'report only what this earlier, complete JSON report does not have',
  'help.scan.dispositions': "add what people made of findings ('oktahunt mark')",
  'help.scan.showSuppressed': 'list the alerts that filters took away',
  'help.scan.verbose': 'the same, and every skipped record',
  'help.scan.week': "the org's last week",
  'help.scan.export': 'one export',
  'help.scan.year': 'a large folder, on up to four processors',
  'help.scan.folder': 'the last week of a folder of exports',
  'help.scan.both': 'a table for people, JSON for later',
  'help.scan.pipe': 'one finding per line, for a pipe',
  'help.scan.several': 'several formats at once',
  'help.scan.onePack': "one question only ('oktahunt rules list --packs')",
  'help.scan.someRules': 'some rules only',
  'help.scan.news': 'only what is new since then',
  'help.scan.japanese': 'in Japanese, in the time of Tokyo',
  'help.scan.herself': 'only what concerns her; the exit code is that of all findings',
  'help.scan.exit':
    "Exit codes: 0 clean, 1 findings, 2 usage error, 3 could not run, 4 not complete ('oktahunt help exit-codes').",
  'help.watch.summary': "follow an org's log and report findings as they are confirmed",
  'help.watch.description':
    "Follows an org's System Log and reports findings as they are confirmed, until stopped.",
  'help.watch.store': 'the archive for the log and the cursor in it',
  'help.watch.interval': 'the time between polls when nothing is new',
  'help.watch.heartbeat': 'the time between heartbeats on standard error',
  'help.watch.memory': 'the most events kept for evaluation; older ones are dropped',
  'help.watch.lookback': 'history to pull at the start, as a baseline for windows: auto, 0, 24h',
  'help.watch.webhook': 'the same as --deliver webhook=URL',
  'help.watch.pack': 'ask only the questions of these packs (repeatable)',
  'help.watch.quiet': 'no heartbeats; only errors and warnings on standard error',
  'help.watch.follow': 'report findings as they are confirmed',
  'help.watch.delivery':
    'After a restart it resumes without loss. Delivery is at least once, also to receivers: after a crash a finding may be repeated, with the same fingerprint and marked. A finding whose severity rises, or that gains a victim, is reported again as an update. A signal ends it with 143 (SIGTERM) or 130 (SIGINT); after 2 a restart would not help, after anything else it would.',
} as const;
