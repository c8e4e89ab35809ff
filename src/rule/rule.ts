import { type Message, tell } from '../language/message.ts';
import type { Correlation } from './correlation/correlation.ts';
import { type Expression, matchesIn } from './expression.ts';
import type { FilterExpiry } from './filter-expiry.ts';
import type { Level } from './level.ts';
import type { Logsource, RuleSubjectKind } from './logsource.ts';
import type { Reasons } from './reason-template.ts';
import type { Reference } from './rule-reference.ts';
import type { Window } from './window/window.ts';
import type { SourcePlace } from './yaml/diagnostic.ts';

/** One Sigma rule, parsed: an event, in its context or together with others, that is worth a finding. */
export interface Rule {
  /** File name without `.yml`; what people type and refer to. */
  readonly name: string;
  /** UUID; survives renaming. The name, if the file gives none. */
  readonly id: string;
  /** What it looks for, in a line. */
  readonly title: string;
  /** What it looks for and why, in full. */
  readonly description: string;
  /** How bad a finding is if it is true. */
  readonly level: Level;
  /** Worse levels under further conditions; the worst that holds is taken. */
  readonly raises: readonly Raise[];
  /** How far it is proven: `stable`, `test`, `experimental`, ... */
  readonly status: string;
  /** ATT&CK and others. */
  readonly tags: readonly string[];
  /** Where to read about it. */
  readonly references: readonly string[];
  /** What is true of harmless events that look like this. */
  readonly falsepositives: readonly string[];
  /** What to do about a finding, most urgent first. */
  readonly response: readonly string[];
  /** A finding's headline; `{actor.alternateId}` and `{window.fact}` are filled in. */
  readonly summary: string;
  /** Why it holds, in its author's words. */
  readonly reasons: Reasons;
  /** Findings with equal values of these fields are one finding. */
  readonly fingerprint: readonly string[];
  /** Whether findings are reported; false for rules that only feed others. */
  readonly generate: boolean;
  /** Names of the correlations because of which it does not report; none if it would not anyway. */
  readonly silencedBy: readonly string[];
  /** Whether findings are events for rules about alerts, reported or not. */
  readonly alerts: boolean;
  /** What a finding adds to a sum of risk; undefined: what its level says (`scores`). */
  readonly score: number | undefined;
  /** What the rule's events are: those of the log, or the findings of other rules. */
  readonly about: RuleSubjectKind;
  /** The log that it is for. */
  readonly logsource: Logsource;
  /** Names of the filters that narrow the condition; it has their conditions in it, `windows` theirs. */
  readonly filters: readonly string[];
  /** Ids of the detection ideas it stands for, as `rules/catalogue/ideas.txt` lists them. */
  readonly catalogue: readonly string[];
  /** The windows of neighbouring events that its condition asks for. */
  readonly windows: readonly Window[];
  /** The condition, with the selections it names inside; no event meets that of a correlation. */
  readonly condition: Expression;
  /** What other rules' alerts must be, for a correlation; undefined for a detection rule. */
  readonly correlation: Correlation | undefined;
  /** Where it stands. */
  readonly place: SourcePlace;
  /** For a rule that is no document: the name of the rule of whose windows it says the events. */
  readonly within?: string;
  /** Such rules of its windows, in order; evaluated before it. */
  readonly inner: readonly Rule[];
}

/** The area of the catalogue that a rule belongs to: the name of the folder that its file is in. */
export function areaOf({ place }: Pick<Rule, 'place'>): string {
  return place.file.split(/[/\\]/).at(-2) ?? '';
}

/**
 * Every rule of a set, those of windows included, each after those it refers to. Those of a filter's windows
 * come before the first rule that it narrows, and are left out if there is none.
 */
export function everyRule({ rules, filters }: Pick<RuleSet, 'rules' | 'filters'>): readonly Rule[] {
  const due = new Map(filters.map(({ name, inner }) => [name, inner]));
  const withFilters = (rule: Rule): readonly Rule[] => [...rule.filters.flatMap(bring), rule];
  const bring = (name: string): readonly Rule[] => {
    const inner = due.get(name) ?? [];
    due.delete(name);
    return inner.flatMap(withFilters);
  };
  return rules.flatMap((rule) => [...rule.inner, rule].flatMap(withFilters));
}

/** Whether what a rule finds reaches anybody: people, or rules about alerts. */
export function producesFindings({ generate, alerts }: Pick<Rule, 'generate' | 'alerts'>): boolean {
  return generate || alerts;
}

/** A rule that another one refers to, and the window that needs it, if one does. */
export interface Mention extends Reference {
  readonly from: string | undefined;
}

/** A mistake in what a window refers to, with its name; any other as it is. */
export function inWindow(window: string | undefined, what: Message): Message {
  return window === undefined ? what : tell('mistake.inWindow', { window, what });
}

/**
 * Every rule that another one needs to be evaluated beside it, by name or id: for its windows, and for a
 * correlation.
 */
export function referencesOf(rule: Pick<Rule, 'windows' | 'correlation'>): readonly Mention[] {
  const windows = rule.windows.flatMap(({ name: window, rules, place, itself }) =>
    rules.map((name) => ({ name, place, from: itself ? undefined : window })),
  );
  const correlated = rule.correlation?.rules ?? [];
  return [...windows, ...correlated.map((reference) => ({ ...reference, from: undefined }))];
}

/**
 * Every mention of another rule, by name or id, in a rule or filter: those that it needs, and those that its
 * conditions name, or what it says of the events of its windows.
 */
export function mentionsOf({
  condition,
  windows,
  raises = [],
  correlation,
}: Pick<Rule, 'windows' | 'condition'> &
  Partial<Pick<Rule, 'correlation' | 'raises'>>): readonly Mention[] {
  const further = [
    ...raises.map((raise) => raise.condition),
    ...windows.map(({ events }) => events),
  ];
  const conditions = [condition, ...further].filter((one) => one !== undefined);
  const matched = conditions.flatMap((condition) =>
    [...matchesIn(condition)].map(({ name, place }) => ({ name, place, from: undefined })),
  );
  return [...referencesOf({ windows, correlation }), ...matched];
}

/** Whether a name is one of a rule's two. */
export function isCalled(rule: Pick<Rule, 'name' | 'id'>, name: string): boolean {
  return name === rule.name || name === rule.id;
}

/** A rule as its document has it; whether it reports may depend on the correlations that refer to it. */
export type UnlinkedRule = Omit<Rule, 'generate' | 'silencedBy' | 'alerts' | 'about' | 'inner'> & {
  /** What the document says itself, if it does. */
  readonly generate: boolean | undefined;
  /** Undefined for a correlation: it is about what its rules are about. */
  readonly about: RuleSubjectKind | undefined;
};

/** `raise: [{level: high, condition: proxied}]`: the level if the condition holds as well. */
export interface Raise {
  /** The level if the condition holds. */
  readonly level: Level;
  /** What must hold as well. */
  readonly condition: Expression;
}

/** A condition that is joined to those of other rules (Sigma specification 2.1, "Filters"). */
export interface Filter {
  /** What people type: the name of its file. */
  readonly name: string;
  /** UUID; the name, if the file gives none. */
  readonly id: string;
  /** What it takes away, in a line. */
  readonly title: string;
  /** Only rules whose log source lies within it are narrowed. */
  readonly logsource: Logsource;
  /** The rules to narrow; undefined for all. */
  readonly rules: readonly Reference[] | undefined;
  /** What its condition can ask for; the windows of a rule and of a filter do not see each other. */
  readonly windows: readonly Window[];
  /** What must hold as well. */
  readonly condition: Expression;
  /** Rules that no document has, for its windows that say their own events, once rules are linked. */
  readonly inner: readonly Rule[];
  /** Why there is this filter, and who answers for it. */
  readonly reason: string | undefined;
  /** Who answers for it. */
  readonly owner: string | undefined;
  /** Until when it works; undefined for ever. */
  readonly expires: FilterExpiry | undefined;
  /** Where it stands. */
  readonly place: SourcePlace;
}

/** The values of named lists, for `expand` and for windows over a list. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/** Rules that were loaded and linked: every rule and list that they name exists. */
export interface RuleSet {
  /** Every rule stands after the rules it refers to; those of windows stand in `inner` of theirs. */
  readonly rules: readonly Rule[];
  /** What narrows some of the rules; their conditions have it in them. */
  readonly filters: readonly Filter[];
  /** The value lists, by name. */
  readonly lists: Lists;
  /** Titles of rules left out, because their log source is not Okta's System Log. */
  readonly foreign: readonly string[];
}
