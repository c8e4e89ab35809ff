/** How a file gives an option: a text, a list of texts (or one), yes or no, value lists by name, or receivers. */
export type OptionKind = 'text' | 'texts' | 'flag' | 'lists' | 'receivers';

/** An option of commands that may stand in a configuration file. */
export interface OptionRow {
  readonly describe: string;
  readonly kind: OptionKind;
  /** Commander's name of the option, if it is not that of the setting. */
  readonly option?: string;
  /**
   * That the value is a path, relative to the file; what is written must lie below a project's file, since whoever
   * wrote that may not be who runs it.
   */
  readonly path?: 'read' | 'write';
  /** That only the user's own file may say so: it sends something away. */
  readonly isOwn?: true;
  /** That every command which has the option takes it from a file, not only those that have a section. */
  readonly everywhere?: true;
}

/**
 * The options that a configuration file may give, for all commands that have them or, in a section of its name
 * (`scan:`), for one.
 */
export const optionRows = {
  rules: {
    describe: 'rule files and folders, in addition to the bundled rules',
    kind: 'texts',
    path: 'read',
    everywhere: true,
  },
  builtinRules: { describe: 'whether the bundled rules are used', kind: 'flag', everywhere: true },
  lists: {
    describe:
      "value lists that rules refer to, by name: a file, or the values; the org's networks, gateways, groups and hours",
    kind: 'lists',
    option: 'list',
    everywhere: true,
  },
  packs: { describe: 'ask only the questions of these packs', kind: 'texts', option: 'pack' },
  only: { describe: 'report only these rules', kind: 'texts' },
  skip: { describe: 'do not report these rules', kind: 'texts' },
  minSeverity: { describe: 'hide findings below this level', kind: 'text' },
  failOn: { describe: 'exit 1 for findings of this level or higher, or none', kind: 'text' },
  allowPartial: { describe: 'exit 0 instead of 4 if a scan is not complete', kind: 'flag' },
  since: { describe: 'only events from this time on, such as 7d', kind: 'text' },
  until: { describe: 'only events before this time', kind: 'text' },
  encoding: { describe: 'encoding of the logs, if not UTF-8 or UTF-16', kind: 'text' },
  save: { describe: 'keep the pulled events in this archive', kind: 'text', path: 'write' },
  store: { describe: 'the archive with the log', kind: 'text', path: 'write' },
  out: { describe: 'the archive that pull writes', kind: 'text', path: 'write' },
  gzip: { describe: 'compress the files of a new archive', kind: 'flag' },
  stateBudget: { describe: 'limit of the state in memory', kind: 'text' },
  stateOverflow: { describe: 'spill or forget beyond the budget', kind: 'text' },
  lang: { describe: 'language of what people read', kind: 'text', everywhere: true },
  tz: { describe: 'time zone of what people read', kind: 'text', everywhere: true },
  color: { describe: 'auto, always or never', kind: 'text', everywhere: true },
  ascii: { describe: 'nothing beyond ASCII', kind: 'flag', everywhere: true },
  plain: {
    describe: 'no colour, no signs beyond ASCII, no line that is redrawn',
    kind: 'flag',
    everywhere: true,
  },
  pager: {
    describe: 'whether details go through a pager in a terminal',
    kind: 'flag',
    everywhere: true,
  },
  format: { describe: 'report on standard output', kind: 'text' },
  outputs: {
    describe: 'reports to files: FORMAT=PATH',
    kind: 'texts',
    option: 'output',
    path: 'write',
  },
  rawEvents: { describe: 'put the whole events into findings for machines', kind: 'flag' },
  baseline: {
    describe: 'report only what this earlier, complete report does not have',
    kind: 'text',
    path: 'read',
  },
  dispositions: {
    describe: 'the file of what people made of findings',
    kind: 'text',
    path: 'read',
  },
  showSuppressed: { describe: 'list the alerts that filters took away', kind: 'flag' },
  quiet: { describe: 'only errors and warnings on standard error', kind: 'flag' },
  details: { describe: 'show every finding in full', kind: 'flag' },
  verbose: { describe: 'the same, and every skipped record', kind: 'flag' },
  interval: { describe: 'the time between polls of watch', kind: 'text' },
  heartbeat: { describe: 'the time between heartbeats of watch', kind: 'text' },
  memory: { describe: 'the most events that watch keeps', kind: 'text' },
  webhook: { describe: 'the same as deliver: webhook=URL, for watch', kind: 'text', isOwn: true },
  deliver: {
    describe:
      'receivers of findings and cases, each KIND=URL, or a map: to, secretFile, secretEnv, minSeverity, what',
    kind: 'receivers',
    isOwn: true,
    everywhere: true,
  },
  deadLetters: {
    describe: 'the file for what scan or deliver could not deliver',
    kind: 'text',
    path: 'write',
  },
} as const satisfies Record<string, OptionRow>;

/** The name of an option in a configuration file. */
export type OptionSettingName = keyof typeof optionRows;

export const optionSettingNames = Object.keys(optionRows) as readonly OptionSettingName[];

/** The row of an option. */
export function optionRowOf(name: OptionSettingName): OptionRow {
  return optionRows[name];
}

/** Commands that may have a section of their own in a configuration file. */
export const sections = ['scan', 'watch', 'pull', 'anomalies', 'timeline', 'show'] as const;
export type Section = (typeof sections)[number];
