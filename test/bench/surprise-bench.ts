import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { finish } from '../../src/store/pausable-work.ts';
import { features } from '../../src/surprise/feature.ts';
import { valueIn } from '../../src/surprise/shown-entry.ts';
import { type Stretch, type StretchedLog, stretchAt } from '../../src/surprise/stretch.ts';
import { measureSurprise } from '../../src/surprise/surprise.ts';
import { storylines } from '../organization/storyline/every.ts';
import {
  type Placing,
  placeStories,
  type SurpriseTrial,
  tellInOneLog,
} from '../organization/surprise-trial.ts';
import { backgroundOf, groupsOf } from '../organization/trial.ts';

/** What is measured: an organization, and whether its log is short. */
export interface SurpriseBench {
  readonly seeds: readonly number[];
  readonly people: number;
  /** Whether to tell each story; its place goes to a line of its own. */
  readonly details: boolean;
}

interface Scale {
  readonly title: string;
  readonly days: number;
  readonly storyDay: number;
}

const scales: readonly Scale[] = [
  { title: 'the third week of a log', days: 18, storyDay: 14 },
  { title: 'the first week of a log', days: 7, storyDay: 3 },
];

type Method = (log: StretchedLog) => readonly number[];

/** Ranks all sessions of the simulator, by surprise and, where scikit-learn is installed, by two usual methods. */
export function printSurprise(bench: SurpriseBench, print: (text: string) => void): void {
  const others = hasOutliers() ? outlierMethods : new Map<string, Method>();
  if (others.size === 0) print('scikit-learn is not installed: nothing to compare with');
  const methods = new Map<string, Method>([['surprise', surpriseOf], ...others]);
  for (const { title, days, storyDay } of scales) {
    print(`\n## Surprise in ${title}\n`);
    print(
      '| seed | engine | method | honest sessions | above the median attack | attacks with at most 0.5 % and fewer than 50 above | area | twins among the first 50 |',
    );
    print('|---:|---|---|---:|---:|---:|---:|---:|');
    for (const [index, seed] of bench.seeds.entries()) {
      const engine = index % 2 === 0 ? 'identity' : 'classic';
      const options = { seed, people: bench.people, engine, pace: 0.6 } as const;
      const background = backgroundOf(options, days);
      const tell = (kind: 'attack' | 'twin'): readonly SurpriseTrial[] =>
        groupsOf(storylines, 3).map((group) => tellInOneLog(background, group, kind, storyDay));
      const [attacks, twins] = [tell('attack'), tell('twin')];
      for (const [name, method] of methods) {
        const placed = attacks.map((trial) => placeStories(trial, method(trial.log)));
        const harmless = twins.map((trial) => placeStories(trial, method(trial.log)));
        print(`| ${seed} | ${engine} | ${name} | ${rowOf(placed, harmless)} |`);
        if (bench.details && name === 'surprise') print(`\n${placesOf(placed)}\n`);
      }
    }
  }
}

const surpriseOf: Method = (log) => [...finish(measureSurprise(log)).bits];

function rowOf(attacks: readonly Placing[], twins: readonly Placing[]): string {
  const stories = attacks.flatMap((placing) => placing.stories);
  const aboves = stories.map(({ above }) => above).sort((a, b) => a - b);
  const good = stories.filter(({ share, above }) => share <= 0.005 && above < 50).length;
  const area = stories.reduce((sum, { share }) => sum + 1 - share, 0) / stories.length;
  const amongFirst = twins.reduce((sum, placing) => sum + placing.amongFirst, 0);
  return [
    attacks[0]?.honest,
    aboves[Math.floor(aboves.length / 2)],
    `${good} of ${stories.length} (${Math.round((100 * good) / stories.length)} %)`,
    area.toFixed(4),
    `${amongFirst} of ${stories.length}`,
  ].join(' | ');
}

function placesOf(placings: readonly Placing[]): string {
  return placings
    .flatMap(({ stories }) => stories)
    .sort((a, b) => a.above - b.above || (a.id < b.id ? -1 : 1))
    .map(({ id, above }) => `${id} ${above}`)
    .join(', ');
}

/** The features that published work trains on: hour, weekday, outcome, place and application. */
const published = ['hour', 'weekday', 'refusal', 'country', 'region', 'application'];
/** Of these, how often the actor shows the rarest value. */
const frequent = ['country', 'region', 'network', 'machine', 'application', 'act', 'hour'];
/** So many values of a feature have a column of their own. */
const mostColumns = 25;

const python = process.env['PYTHON'] ?? 'python3';
const script = fileURLToPath(new URL('../../../../test/bench/outliers.py', import.meta.url));

function hasOutliers(): boolean {
  return spawnSync(python, ['-c', 'import sklearn']).status === 0;
}

const outlierMethods: ReadonlyMap<string, Method> = new Map(
  (['isolation-forest', 'autoencoder'] as const).flatMap((name) =>
    [false, true].map((hasFrequencies): [string, Method] => [
      hasFrequencies ? `${name}, with frequencies of the actor` : name,
      (log) => outliersOf(name, columnsOf(log, hasFrequencies)),
    ]),
  ),
);

function outliersOf(method: string, rows: readonly (readonly number[])[]): readonly number[] {
  const { stdout, stderr } = spawnSync(python, [script, method], {
    input: JSON.stringify(rows),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as number[];
}

/** A row of numbers for each stretch: which of the commonest values it shows, and how usual its rarest ones are. */
function columnsOf(log: StretchedLog, hasFrequencies: boolean): readonly (readonly number[])[] {
  const nameOf = (value: number): string => features[log.values[value]?.feature ?? 0]?.name ?? '';
  const counts = new Map<number, number>();
  const own = new Map<string, number>();
  const stretchesOf = new Map<number, number>();
  const valuesOf = ({ start, end }: Stretch) => [...log.shown.subarray(start, end)].map(valueIn);
  const stretches = Array.from({ length: log.stretches.size }, (_, at) => stretchAt(log, at));
  for (const stretch of stretches) {
    const { subject } = stretch;
    stretchesOf.set(subject, (stretchesOf.get(subject) ?? 0) + 1);
    for (const value of valuesOf(stretch)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
      own.set(`${subject} ${value}`, (own.get(`${subject} ${value}`) ?? 0) + 1);
    }
  }
  const commonest = published.flatMap((name) =>
    [...counts]
      .filter(([value]) => nameOf(value) === name)
      .sort(([a, m], [b, n]) => n - m || a - b)
      .slice(0, mostColumns)
      .map(([value]) => value),
  );
  return stretches.map((stretch) => {
    const { subject } = stretch;
    const values = valuesOf(stretch);
    const shown = new Set(values);
    const rarest = new Map(frequent.map((name) => [name, 1]));
    for (const value of values) {
      const share = (own.get(`${subject} ${value}`) ?? 0) / (stretchesOf.get(subject) ?? 1);
      const name = nameOf(value);
      if (share < (rarest.get(name) ?? 0)) rarest.set(name, share);
    }
    const plain = commonest.map((value) => (shown.has(value) ? 1 : 0));
    return hasFrequencies ? [...plain, ...rarest.values()] : plain;
  });
}
