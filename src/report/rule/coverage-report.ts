import type { RuleFeed } from '../../lint/log-visibility.ts';
import { type Tactic, tacticNames, tactics } from '../../rule/attack.ts';
import type { Rule } from '../../rule/rule.ts';
import { type Safe, safe } from '../text/escape.ts';
import { renderGrid } from '../text/grid.ts';
import { jsonText } from '../text/json-text.ts';
import type { Theme } from '../text/theme.ts';
import { flow, indented } from '../text/wrap.ts';
import { type CoveredTechnique, coveredTechniques } from './techniques.ts';

/** What a log has for the rules. */
export interface Surveyed {
  /** Events that were seen. */
  readonly events: number;
  /** Records that are not events. */
  readonly skipped: number;
  /** For each rule that reports, by name. */
  readonly feeds: readonly RuleFeed[];
}

/** What is covered, and by what. */
export interface CoverageReport {
  /** The rules that report. */
  readonly rules: readonly Rule[];
  /** Every detection idea of the catalogue, by id. */
  readonly ideas: ReadonlyMap<string, string>;
  /** What a log has for them; undefined if no log was given. */
  readonly survey: Surveyed | undefined;
}

/** Writes the coverage, in every format of `rules coverage`. */
export const coverageFormats = {
  table: renderTable,
  json: renderJson,
  navigator: renderNavigator,
} as const satisfies Record<string, (coverage: CoverageReport, theme: Theme) => string>;

function renderTable(coverage: CoverageReport, theme: Theme): string {
  const techniques = coveredTechniques(coverage.rules);
  const parts = [
    ...tacticNames.flatMap((tactic) => tacticLines(tactic, techniques, theme)),
    ...tacticLines(undefined, techniques, theme),
    ...ideaLines(coverage, theme),
    ...feedLines(coverage, theme),
  ];
  return parts.map((line) => `${line.trimEnd()}\n`).join('');
}

function tacticLines(
  tactic: Tactic | undefined,
  techniques: readonly CoveredTechnique[],
  theme: Theme,
): readonly Safe[] {
  const own = techniques.filter(({ tactics: serves }) =>
    tactic === undefined ? serves.length === 0 : serves.includes(tactic),
  );
  if (own.length === 0) return [];
  const rows = own.map(({ id, name, level, rules }) => [
    { text: safe`  ${theme.show(id)}` },
    { text: theme.mark(level), paint: theme.paint[level] },
    { text: theme.show(name, { max: 60 }) },
    { text: theme.show(rules.join(', '), { max: 400 }) },
  ]);
  const title =
    tactic === undefined ? theme.say('coverage.otherTechniques') : (tactics[tactic] as Safe);
  return [theme.strong(title), ...renderGrid(rows, { gap: 2 })];
}

function ideaLines({ rules, ideas }: CoverageReport, theme: Theme): readonly Safe[] {
  const covered = new Set(rules.flatMap(({ catalogue }) => catalogue));
  const known = [...ideas.keys()].filter((id) => covered.has(id));
  const title = theme.say('coverage.ideas', { known: known.length, all: ideas.size });
  const covering = known.map((id) => theme.show(`${id} ${ideas.get(id) ?? ''}`, { max: 100 }));
  return [
    safe``,
    theme.strong(title),
    ...indented(flow(covering, theme.say('list.semicolon'), theme.prose - 2), 2),
  ];
}

const signs = { fed: 'success', starved: 'failure', blind: 'failure' } as const;

function feedLines({ survey }: CoverageReport, theme: Theme): readonly Safe[] {
  if (!survey) return [];
  const fed = survey.feeds.filter(({ status }) => status === 'fed').length;
  const { events, feeds } = survey;
  const title = theme.say('coverage.log', { events, fed, rules: feeds.length });
  const skipped = safe`  ${theme.say('coverage.skipped', { count: survey.skipped })}`;
  const rows = survey.feeds.map((feed) => [
    { text: safe`  ${theme.glyphs[signs[feed.status]]} ${theme.show(feed.rule, { max: 60 })}` },
    { text: theme.say(`coverage.${feed.status}`) },
    { text: feedText(feed, theme) },
  ]);
  const notes = survey.skipped > 0 ? [skipped] : [];
  return [safe``, theme.strong(title), ...notes, ...renderGrid(rows, { gap: 2 })];
}

/** What the log lacks for a rule, or how much it has. */
function feedText({ status, types, needs, blind, starvedFeeders }: RuleFeed, theme: Theme): Safe {
  const listed = (names: readonly string[]): Safe => theme.show(names.join(', '), { max: 400 });
  const windows =
    starvedFeeders.length > 0
      ? theme.say('coverage.windows', { rules: listed(starvedFeeders) })
      : safe``;
  if (status === 'starved') {
    return needs
      ? theme.say('coverage.noEventOfType', { types: listed(needs) })
      : theme.say('coverage.noPossibleType');
  }
  if (status === 'blind') return theme.say('coverage.noField', { fields: listed(blind), windows });
  return theme.say('coverage.types', { count: types.length, windows });
}

function renderJson({ rules, ideas, survey }: CoverageReport): string {
  const byIdea = [...ideas].map(([id, idea]) => {
    const having = rules.filter(({ catalogue }) => catalogue.includes(id)).map(({ name }) => name);
    return { id, idea, rules: having };
  });
  const document = {
    kind: 'rules-coverage',
    schemaVersion: '1.0',
    techniques: coveredTechniques(rules),
    ideas: byIdea,
    ...(survey && { log: survey }),
  };
  return `${jsonText(document, 2)}\n`;
}

/** Scores count rules; this many or more have the last colour. */
const most = 5;

/**
 * A layer for the ATT&CK Navigator (layer format 4.5): the score of a technique is the number of rules
 * that look for it, the comment names them.
 */
function renderNavigator({ rules: all }: CoverageReport): string {
  const layer = {
    name: 'oktahunt rules',
    versions: { attack: '18', navigator: '5.2.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: 'What the rules look for in the Okta System Log; a score is a number of rules.',
    sorting: 3,
    layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
    hideDisabled: false,
    techniques: coveredTechniques(all).map(({ id, rules, level }) => ({
      techniqueID: id,
      score: rules.length,
      comment: rules.join(', '),
      enabled: true,
      metadata: [{ name: 'worst level', value: level }],
      showSubtechniques: false,
    })),
    gradient: { colors: ['#d3e5f5', '#2171b5'], minValue: 0, maxValue: most },
    legendItems: [],
  };
  return `${jsonText(layer, 2)}\n`;
}
