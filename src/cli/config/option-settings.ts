/** How a file gives an option: a text, a list of texts (or one), yes or no, value lists by name, or receivers. */
export type OptionKind = 'text' | 'texts' | 'flag' | 'lists' | 'receivers';

/** An option of commands that may stand in a configuration file; what it means is `help.setting.` and its name. */
export interface OptionRow {
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
    kind: 'texts',
    path: 'read',
    everywhere: true,
  },
  builtinRules: { kind: 'flag', everywhere: true },
  lists: {
    kind: 'lists',
    option: 'list',
    everywhere: true,
  },
  packs: { kind: 'texts', option: 'pack' },
  only: { kind: 'texts' },
  skip: { kind: 'texts' },
  minSeverity: { kind: 'text' },
  failOn: { kind: 'text' },
  allowPartial: { kind: 'flag' },
  since: { kind: 'text' },
  until: { kind: 'text' },
  encoding: { kind: 'text' },
  save: { kind: 'text', path: 'write' },
  store: { kind: 'text', path: 'write' },
  out: { kind: 'text', path: 'write' },
  gzip: { kind: 'flag' },
  stateBudget: { kind: 'text' },
  stateOverflow: { kind: 'text' },
  jobs: { kind: 'text' },
  lang: { kind: 'text', everywhere: true },
  tz: { kind: 'text', everywhere: true },
  color: { kind: 'text', everywhere: true },
  ascii: { kind: 'flag', everywhere: true },
  plain: {
    kind: 'flag',
    everywhere: true,
  },
  pager: {
    kind: 'flag',
    everywhere: true,
  },
  format: { kind: 'text' },
  outputs: {
    kind: 'texts',
    option: 'output',
    path: 'write',
  },
  rawEvents: { kind: 'flag' },
  baseline: {
    kind: 'text',
    path: 'read',
  },
  dispositions: {
    kind: 'text',
    path: 'read',
  },
  showSuppressed: { kind: 'flag' },
  quiet: { kind: 'flag' },
  details: { kind: 'flag' },
  verbose: { kind: 'flag' },
  logFormat: { kind: 'text' },
  interval: { kind: 'text' },
  heartbeat: { kind: 'text' },
  memory: { kind: 'text' },
  health: { kind: 'text', isOwn: true },
  healthHosts: { kind: 'texts', isOwn: true },
  healthFile: { kind: 'text', path: 'write' },
  webhook: { kind: 'text', isOwn: true },
  deliver: { kind: 'receivers', isOwn: true, everywhere: true },
  deadLetters: { kind: 'text', path: 'write' },
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
