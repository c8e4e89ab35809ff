import { parseArgs } from 'node:util';
import { compileRules } from '../../src/detection/compile.ts';
import { loadRules } from '../../src/input/rule-files.ts';
import { levels } from '../../src/rule/level.ts';
import { type Alarm, alarmsIn, causeName, tallied } from '../organization/alarm.ts';
import { simulate } from '../organization/simulation.ts';
import { storylines } from '../organization/storyline/every.ts';
import { backgroundOf, claimantsOf, silentIdeas, tryOut } from '../organization/trial.ts';

/**
 * What the bundled rules find, and what they cost: false alarms of benign work by level, rule and cause, then how
 * each storyline is found and whether its twin is quiet. Run in the folder of the package:
 *
 *     npm run bench:detection -- --seeds 1,2,3,4,5 --events 500000
 *
 * Deterministic but for the times it takes, which it does not tell.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2' },
    events: { type: 'string', default: '50000' },
    people: { type: 'string', default: '250' },
    rules: { type: 'string', default: 'rules' },
    only: { type: 'string' },
  },
});
const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const ruleSet = await loadRules([values.rules]);
const compiled = compileRules(ruleSet);

if (values.only !== 'storylines') await printCost();
if (values.only !== 'cost') await printRecall();

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
}

/** Each storyline and each twin alone, in an organisation of forty. */
async function printRecall(): Promise<void> {
  const claimants = claimantsOf(ruleSet.rules);
  for (const [index, seed] of values.seeds.split(',').map(Number).entries()) {
    const engine = index % 2 === 0 ? 'identity' : 'classic';
    const background = backgroundOf({ seed, people: 40, engine });
    print(
      `\n## Storylines, seed ${seed}, ${engine}: ${background.log.length} events around each\n`,
    );
    print('| storyline | expected | found | after | rules | claimed, silent | twin above low |');
    print('|---|---|---|---:|---|---|---|');
    let [found, quiet] = [0, 0];
    for (const storyline of storylines) {
      const [attack] = await tryOut(background, [storyline], 'attack', compiled);
      const [twin] = await tryOut(background, [storyline], 'twin', compiled);
      if (!attack || !twin) continue;
      if (attack.isFound) found++;
      if (twin.loud.length === 0) quiet++;
      const told = tallied(attack.alarms.map(({ rule, level }) => `${rule} ${level}`));
      const loud = twin.loud.map(({ rule, level }) => `${rule} ${level}`);
      const cells = [
        `${storyline.id} ${storyline.title}`,
        storyline.level,
        attack.isFound ? 'yes' : 'NO',
        attack.delay === null ? '' : `${Math.round(attack.delay / 60_000)} min`,
        told.map(([text]) => text).join(', '),
        silentIdeas(attack, claimants).join(' '),
        loud.join(', ') || 'quiet',
      ];
      print(`| ${cells.join(' | ')} |`);
    }
    print(`\n${found} of ${storylines.length} found, ${quiet} twins quiet`);
  }
}
