import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bench, describe } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { hunt } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';

/**
 * What judging costs, against the least that anybody must do with a log: parse each line. Vitest
 * prints the ratio of the two, taken in one run; the absolute times mean nothing on another machine.
 */
const count = 20_000;
const lines = severalDays(count);
const rules = await loadRules([builtInRules()]);
const once = { iterations: 3, warmupIterations: 1, time: 0, warmupTime: 0 };

describe(`${count} events of ordinary traffic`, () => {
  bench(
    'JSON.parse of every line',
    () => {
      for (const line of lines) JSON.parse(line);
    },
    once,
  );

  bench(
    'hunt with the bundled rules',
    async () => {
      for await (const outcome of hunt(parsed(), rules)) if (outcome.kind === 'summary') return;
    },
    once,
  );
});

function* parsed(): Generator<JsonObject> {
  for (const line of lines) yield JSON.parse(line);
}

/** The benign day, told over and over by other people in other sessions. */
function severalDays(wanted: number): string[] {
  const file = join(import.meta.dirname, '../../fixtures/incidents/benign-day.ndjson');
  const day = readFileSync(file, 'utf8').trimEnd().split('\n');
  return Array.from({ length: wanted }, (_, index) => {
    const round = Math.floor(index / day.length);
    const raw = JSON.parse(day[index % day.length] as string) as JsonObject;
    const time = Date.parse(String(raw['published'])) + (round % 30) * 86_400_000;
    const uuid = `00000000-0000-1000-8000-${index.toString(16).padStart(12, '0')}`;
    const told = JSON.stringify({ ...raw, uuid, published: new Date(time).toISOString() });
    const tag = String(round).padStart(4, '0');
    return told.replace(/("(?:external|root)SessionId":"[^"]{6})[^"]{4}/g, `$1${tag}`);
  });
}
