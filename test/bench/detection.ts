import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compileRules } from '../../src/detection/compile.ts';
import { loadRules } from '../../src/input/rule-files.ts';
import { levels } from '../../src/rule/level.ts';
import { type Alarm, alarmsIn, causeName, tallied } from '../organization/alarm.ts';
import { simulate } from '../organization/simulation.ts';
import { storylines } from '../organization/storyline/every.ts';
import {
  backgroundOf,
  claimantsOf,
  groupsOf,
  silentIdeas,
  tryOut,
  type Verdict,
} from '../organization/trial.ts';
import { printSurprise } from './surprise-bench.ts';

/**
 * What the bundled rules find, and what they cost: false alarms of benign work by level, rule and cause, then how
 * each storyline is found and whether its twin is quiet. Run in the folder of the package:
 *
 *     npm run bench:detection -- --seeds 1,2,3,4,5 --events 500000
 *
 * `--costs rules/catalogue/costs.txt` also keeps what each rule costs for the pages of the catalogue. `--only cost` and
 * `--only storylines` do half of it, `--alone` gives each storyline a log of its own.
 *
 *     npm run bench:detection -- --only surprise --seeds 1,2,3 --people 550
 *
 * ranks all sessions by surprise instead, with stories in the third week of a log and in its only week, and beside it
 * by an isolation forest and an autoencoder where Python (`PYTHON`) has scikit-learn.
 * Deterministic but for the times it takes, which it does not tell.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2' },
    events: { type: 'string', default: '50000' },
    people: { type: 'string', default: '250' },
    rules: { type: 'string', default: 'rules' },
    only: { type: 'string' },
    costs: { type: 'string' },
    alone: { type: 'boolean', default: false },
  },
});
const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const ruleSet = await loadRules([values.rules]);
const compiled = compileRules(ruleSet);

const wants = (part: string): boolean => values.only === undefined || values.only === part;

if (wants('cost')) await printCost();
if (wants('storylines')) await printRecall();
if (values.only === 'surprise') {
  const seeds = values.seeds.split(',').map(Number);
  printSurprise({ seeds, people: Number(values.people), details: values.alone }, print);
}

async function printCost(): Promise<void> {
  const alarms: Alarm[] = [];
  let records = 0;
  for (const [index, seed] of values.seeds.split(',').map(Number).entries()) {
    const engine = index % 2 === 0 ? 'identity' : 'classic';
    const people = Number(values.people);
    const log = simulate({ seed, people, engine, events: Number(values.events) });
    const found = await alarmsIn(log, compiled);
    alarms.push(...found.alarms);
    records += found.records;
    print(`seed ${seed}, ${engine}: ${found.records} events, ${found.alarms.length} findings`);
  }
  const per = (count: number): string => ((count * 100_000) / records).toFixed(2);
  print(
    `\n## False alarms per 100,000 of ${records} benign events\n\n| level | alarms | per 100,000 |\n|---|---:|---:|`,
  );
  for (const level of [...levels].reverse()) {
    const count = alarms.filter((alarm) => alarm.level === level).length;
    print(`| ${level} | ${count} | ${per(count)} |`);
  }
  print('\n| level | rule | cause | alarms | per 100,000 |\n|---|---|---|---:|---:|');
  for (const level of [...levels].reverse()) {
    const those = alarms.filter((alarm) => alarm.level === level);
    for (const [text, count] of tallied(
      those.map((alarm) => `${alarm.rule} | ${causeName(alarm)}`),
    )) {
      print(`| ${level} | ${text} | ${count} | ${per(count)} |`);
    }
  }
  if (values.costs !== undefined) writeFileSync(values.costs, costsOf(alarms, records));
}

/** How often each rule reported, by level, in a form that the catalogue's pages read. */
function costsOf(alarms: readonly Alarm[], records: number): string {
  const rows = tallied(alarms.map(({ rule, level }) => `${rule}\t${level}`)).map(
    ([text, count]) => `${text}\t${count}`,
  );
  return [
    `# Findings of each rule over ${records} events of a simulated organization that nobody attacks.`,
    '# Made by: npm run bench:detection -- --costs rules/catalogue/costs.txt',
    '# Columns, separated by a tab: rule, level, findings.',
    ...rows.sort(),
    '',
  ].join('\n');
}

/** Storylines and twins in an organisation of forty: several in one log, or each alone. */
async function printRecall(): Promise<void> {
  const claimants = claimantsOf(ruleSet.rules);
  const groups = groupsOf(storylines, values.alone ? storylines.length : 3);
  for (const [index, seed] of values.seeds.split(',').map(Number).entries()) {
    const engine = index % 2 === 0 ? 'identity' : 'classic';
    const background = backgroundOf({ seed, people: 40, engine });
    print(
      `\n## Storylines, seed ${seed}, ${engine}: ${background.log.length} events around them\n`,
    );
    print('| storyline | expected | found | after | rules | claimed, silent | twin above low |');
    print('|---|---|---|---:|---|---|---|');
    const rows: string[] = [];
    let [found, quiet] = [0, 0];
    for (const group of groups) {
      const attacks = await tryOut(background, group, 'attack', compiled);
      const twins = await tryOut(background, group, 'twin', compiled);
      for (const [at, attack] of attacks.entries()) {
        const loud = twins[at]?.loud ?? [];
        if (attack.isFound) found++;
        if (loud.length === 0) quiet++;
        rows.push(rowOf(attack, loud, silentIdeas(attack, claimants)));
      }
    }
    print(rows.sort().join('\n'));
    print(`\n${found} of ${storylines.length} found, ${quiet} twins quiet`);
  }
}

function rowOf(
  { telling, isFound, delay, alarms }: Verdict,
  loud: readonly Alarm[],
  silent: readonly string[],
): string {
  const { storyline } = telling;
  const named = (list: readonly Alarm[]): string =>
    tallied(list.map(({ rule, level }) => `${rule} ${level}`))
      .map(([text]) => text)
      .join(', ');
  const cells = [
    `${storyline.id} ${storyline.title}`,
    storyline.level,
    isFound ? 'yes' : 'NO',
    delay === null ? '' : `${Math.round(delay / 60_000)} min`,
    named(alarms),
    silent.join(' '),
    named(loud) || 'quiet',
  ];
  return `| ${cells.join(' | ')} |`;
}
