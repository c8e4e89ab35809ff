import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { aWorld } from '../world.ts';

const log = join(import.meta.dirname, '../../../fixtures/incidents/beyondtrust-2023-10-02.ndjson');

async function run(...words: readonly string[]) {
  const world = aWorld();
  const code = await main([...words], world);
  return { code, out: world.out(), err: world.err() };
}

describe('a session of a ranking', { timeout: 60_000 }, () => {
  test('is shown by the beginning of its id: every reason, then what was done in it', async () => {
    const ranked = await run('anomalies', log, '--top', '2', '-f', 'ndjson');
    const [, victim] = ranked.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const shown = await run('show', victim.id.slice(0, 10), log);
    expect(shown.out).toContain(`2. ${victim.actor.login} · ${victim.surprise.toFixed(1)} bits`);
    expect(victim.reasons.length).toBeGreaterThan(3);
    expect(shown.out).not.toContain('weaker reasons');
    expect(shown.out).toContain(`timeline of session ${victim.session}`);
    expect(shown.out).toContain('14:41:');
    const json = await run('show', victim.id, log, '-f', 'json');
    expect(JSON.parse(json.out).sessions).toEqual([victim]);
  });

  test('must be named by a whole beginning', async () => {
    expect(await run('show', 'oks_ffffffffffff', log)).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no session'),
    });
    expect(await run('show', 'oks_', log)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/is the beginning of \d+ ids/),
    });
    expect(await run('show', 'oks_1', '-')).toMatchObject({ code: 2 });
  });
});
