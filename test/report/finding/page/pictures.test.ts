import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../../../src/engine/outcome.ts';
import type { JsonObject } from '../../../../src/event/json.ts';
import { hunt } from '../../../../src/hunt.ts';
import { builtInRules, loadRules } from '../../../../src/input/rule-files.ts';
import { reporters } from '../../../../src/report/finding/reporters.ts';
import { findChromium, startChromium, type Viewport } from '../../../browser/chromium.ts';
import { reportOf, someOptions } from '../../builders.ts';

const root = join(import.meta.dirname, '../../../..');

/** The pictures of the page that README shows, and how each is taken. */
const pictures: readonly (readonly [name: string, viewport: Viewport, height: number])[] = [
  ['page-light', { width: 1_200, scheme: 'light' }, 1_440],
  ['page-dark', { width: 1_200, scheme: 'dark' }, 1_440],
  ['page-narrow', { width: 400, scheme: 'light' }, 1_440],
];

/** Looks at the pictures in `fixtures/pictures`; UPDATE_PICTURES=1 takes them anew, of the incident in the bundled log. */
describe('the pictures of the page', () => {
  const path = process.env['UPDATE_PICTURES'] === '1' ? findChromium() : undefined;

  test.skipIf(path === undefined)('are taken', async () => {
    const page = await incidentPage();
    const chromium = startChromium(path as string);
    for (const [name, viewport, height] of pictures) {
      const { picture, close } = await chromium.open(page, viewport);
      const { width = 0 } = viewport;
      writeFileSync(fileOf(name), await picture({ width, height }));
      await close();
    }
    await chromium.close();
  });

  test.each(pictures)(
    '%s is there, as large as it should be, and README shows it',
    (name, { width }, height) => {
      const bytes = readFileSync(fileOf(name));
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height]);
      expect(bytes.length).toBeLessThan(400_000);
      expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(
        `(fixtures/pictures/${name}.png)`,
      );
    },
  );
});

function fileOf(name: string): string {
  return join(root, 'fixtures/pictures', `${name}.png`);
}

async function incidentPage(): Promise<string> {
  const file = join(root, 'fixtures/incidents/beyondtrust-2023-10-02.ndjson');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as JsonObject);
  const outcomes: ReportedOutcome[] = [];
  for await (const found of hunt(events, await loadRules([builtInRules()]))) {
    if (found.kind === 'progress' || found.kind === 'explanation' || found.kind === 'tally')
      continue;
    outcomes.push(found);
  }
  return reportOf(reporters.html.create(someOptions()), outcomes);
}
