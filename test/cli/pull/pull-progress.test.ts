import { describe, expect, test } from 'vitest';
import { pullingLine, showPulling, waitLine } from '../../../src/cli/pull/pull-progress.ts';
import { languages } from '../../../src/language/languages.ts';
import { tell } from '../../../src/language/message.ts';
import { countedDown } from '../../../src/okta/http/node-world.ts';
import { aFakeWorld, noon } from '../../okta/fake-world.ts';
import { aWorld } from '../world.ts';

const canvas = { columns: 100, color: false, unicode: true };
const day = 86_400_000;
const span = { since: noon - 7 * day, until: noon };
const standing = {
  span,
  reached: noon - 3.1 * day,
  events: 10_211,
  requests: 8,
  rate: { remaining: 92, limit: 120 },
  skew: 0,
};

describe('the progress of a pull', () => {
  test('is the part of the time that is covered', () => {
    expect(pullingLine(standing, canvas)).toBe(
      'pulling  ███████████░░░░░░░░░  55%  day 4 of 7 · 10,211 events · 8 requests · rate budget 92/120',
    );
  });

  test('says how long it will take, once that can be told', () => {
    expect(pullingLine(standing, canvas, 55_000)).toContain(
      '  55%  day 4 of 7 · 0:44 left · 10,211',
    );
    expect(pullingLine(standing, canvas, 900)).not.toContain('left');
    expect(pullingLine({ ...standing, reached: undefined }, canvas, 9_000)).not.toContain('left');
  });

  test.each([
    [undefined, '  0%  day 1 of 7'],
    [noon - 8 * day, '  0%  day 1 of 7'],
    [noon, '100%  day 7 of 7'],
    [noon + day, '100%  day 7 of 7'],
  ])('stays within it: %s', (reached, text) => {
    expect(pullingLine({ ...standing, reached, rate: undefined }, canvas)).toContain(text);
  });

  test('says why it waits and how long; what Okta said is harmless', () => {
    expect(waitLine({ reason: 'rate-limit', length: 23_000, attempt: 1 }, 22_400)).toBe(
      'pulling  paused: Okta rate limit, resuming in 00:23 (wait 1)',
    );
    expect(
      waitLine(
        {
          reason: 'trouble',
          because: tell('okta.otherwise', { reason: '\u001b[2Jno' }),
          length: 90_000,
          attempt: 2,
          retries: 5,
        },
        90_000,
      ),
    ).toBe('\\x1b[2Jno; retry 2 of 5 in 01:30');
  });

  test('is told in the language of the run', () => {
    const { ja } = languages;
    expect(pullingLine(standing, canvas, 55_000, ja)).toBe(
      '取得中  ███████████░░░░░░░░░  55%  7 日中 4 日目 · 残り 0:44 · イベント 10,211 件 · リクエスト 8 件 · レート残り 92/120',
    );
    expect(waitLine({ reason: 'rate-limit', length: 23_000, attempt: 2 }, 22_400, ja)).toBe(
      '取得中  一時停止: Okta のレート制限。00:23 後に再開します (2 回目の待機)',
    );
  });

  test('is a line each half minute where nobody watches, and nothing if quiet', () => {
    for (const quiet of [false, true]) {
      let now = noon;
      const io = aWorld({ now: () => now });
      const pulling = showPulling(io, quiet);
      for (let second = 0; second <= 65; second++) {
        now = noon + second * 1_000;
        pulling.page(standing);
      }
      pulling.wait({ reason: 'budget', length: 4_000, attempt: 0 });
      pulling.wait({ reason: 'budget', length: 40_000, attempt: 0 });
      expect(io.err().split('\n').length - 1).toBe(quiet ? 0 : 3);
      expect(io.err()).not.toContain('\r');
    }
  });

  test.each([false, true])('warns once of a clock that is wrong, quiet: %s', (quiet) => {
    const io = aWorld();
    const pulling = showPulling(io, quiet);
    for (let page = 0; page < 3; page++) pulling.page({ ...standing, skew: -3_600_000 });
    expect(io.err()).toBe(
      'warning: the clock of this machine is 3600 s fast; times such as --since 1h depend on it\n',
    );
  });

  test('counts each second of a wait down, and waits no longer', async () => {
    const world = aFakeWorld();
    const left: number[] = [];
    await countedDown(world, (ms) => left.push(ms)).sleep(2_500);
    expect(left).toEqual([2_500, 1_500, 500]);
    expect(world.sleeps.reduce((sum, ms) => sum + ms)).toBe(2_500);
  });
});
