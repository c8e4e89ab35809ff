import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileRules } from '../../src/detection/compile.ts';
import { type RuleShelf, shelve } from '../../src/engine/rule-shelf.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { parseRules } from '../../src/rule/link.ts';
import { effort } from '../effort.ts';
import { simulate } from '../organization/simulation.ts';
import { yamlOf } from '../window/builders.ts';
import { aCase, aCrowdedCase } from '../window/generators.ts';

const set = await loadRules([builtInRules()]);

/** The bundled rules and packs. */
export const bundled = { shelf: shelve(compileRules(set)), packs: set.packs };

/** The records of a bundled incident. */
export function incident(name: string): readonly JsonObject[] {
  return readFileSync(
    join(import.meta.dirname, '../../fixtures/incidents', `${name}.ndjson`),
    'utf8',
  )
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** A log of a simulated organization. */
export function organizationLog(): readonly JsonObject[] {
  return [...simulate({ engine: 'identity', seed: 7, events: effort(8_000, 800), people: 40 })];
}

/** Random rules with windows and their logs, by what they are like. */
export const windowCases = [
  ['of windows', aCase],
  ['of windows where most events share their instant', aCrowdedCase],
] as const;

/** Random rules, all of which report. */
export function reportingShelf(rules: Parameters<typeof yamlOf>[0]): RuleShelf {
  const text = yamlOf(rules, 'top').replaceAll('"generate":false', '"generate":true');
  return shelve(compileRules(parseRules(text)));
}
