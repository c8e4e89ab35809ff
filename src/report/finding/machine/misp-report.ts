import type { Case } from '../../../finding/case/case.ts';
import { type Level, levels, worse } from '../../../rule/level.ts';
import { strictJsonText } from '../../text/json-text.ts';
import { createTheme, type Theme } from '../../text/theme.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { indicatorsOf, isSerious, techniqueNotes } from './case-indicators.ts';
import { uuidV5 } from './uuid-v5.ts';

/** MISP's levels of threat: 1 high, 2 medium, 3 low, 4 undefined. */
const threatLevels: Readonly<Record<Level, string>> = {
  informational: '4',
  low: '3',
  medium: '2',
  high: '1',
  critical: '1',
};

/** What becomes of a case: a comment on attributes, and a link between them. */
interface ToldCase {
  readonly one: Case;
  readonly techniques: ReturnType<ReturnType<typeof techniqueNotes>['of']>;
}

/**
 * One MISP event for the run (MISP core format), with the indicators of its cases of medium severity or higher, each
 * with its case in the comment. It is for one's own organization only (distribution 0) and not published, and nothing
 * is marked for detection (`to_ids`): a log cannot always tell an intruder's address from the owner's, so a person
 * decides what is shared and looked for.
 */
export function createMispReporter(options: ReportOptions): Reporter {
  const theme = createTheme(options);
  const techniques = techniqueNotes();
  const told: ToldCase[] = [];
  return (outcome) => {
    if (outcome.kind === 'finding') techniques.note(outcome);
    if (outcome.kind === 'case' && isSerious(outcome)) {
      told.push({ one: outcome, techniques: techniques.of(outcome) });
    }
    if (outcome.kind !== 'summary') return [];
    const time = options.run?.at ?? outcome.coverage.last ?? '1970-01-01T00:00:00.000Z';
    return [`${strictJsonText({ Event: eventOf(told, time, { options, theme }) }, 2)}\n`];
  };
}

interface Setting {
  readonly options: ReportOptions;
  readonly theme: Theme;
}

function eventOf(told: readonly ToldCase[], time: string, { options, theme }: Setting) {
  const worst = told.map(({ one }) => one.severity).reduce(worse, levels[0]);
  const first = told.map(({ one }) => one.when.firstSign).sort()[0] ?? time;
  const count = told.length;
  const org = theme.show(options.run?.org ?? 'Okta');
  const tags = new Set(told.flatMap((each) => each.techniques.flatMap(galaxyTag)));
  return {
    uuid: uuidV5(
      `misp ${JSON.stringify([options.run?.org ?? null, told.map(({ one }) => one.id)])}`,
    ),
    info: theme.say('exchange.mispInfo', { count, org }),
    date: first.slice(0, 10),
    timestamp: String(Math.floor(Date.parse(time) / 1000)),
    analysis: '0',
    threat_level_id: threatLevels[worst],
    distribution: '0',
    published: false,
    Tag: [...tags].sort().map((name) => ({ name })),
    Attribute: told.flatMap(({ one }) => attributesOf(one, theme)),
  };
}

/** The tag of MISP's galaxy of ATT&CK; of a technique that is not known here, none. */
function galaxyTag({ id, name }: ToldCase['techniques'][number]): readonly string[] {
  const own = name?.split(': ').at(-1);
  return own ? [`misp-galaxy:mitre-attack-pattern="${own} - ${id}"`] : [];
}

function attributesOf(one: Case, theme: Theme) {
  const { firstSign, lastSign } = one.when;
  const comment = `${one.id}, ${firstSign} to ${lastSign}: ${theme.show(one.title)}`;
  const attribute = (type: string, category: string, value: string) => {
    return {
      uuid: uuidV5(`misp ${JSON.stringify([one.id, type, value])}`),
      type,
      category,
      value,
      to_ids: false,
      comment,
      distribution: '5',
      timestamp: String(Math.floor(Date.parse(lastSign) / 1000)),
    };
  };
  const indicators = indicatorsOf(one).map((indicator) =>
    indicator.kind === 'address'
      ? attribute('ip-src', 'Network activity', indicator.value)
      : attribute('text', 'Persistence mechanism', indicator.name ?? indicator.id ?? ''),
  );
  const victims = one.entities.actors.flatMap(({ login }) =>
    login ? [attribute('target-user', 'Targeting data', login)] : [],
  );
  return [...indicators, ...victims];
}
