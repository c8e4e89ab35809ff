import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import type { Io, StartPager } from '../../../src/cli/terminal/io.ts';
import { pagerFor } from '../../../src/cli/terminal/pager.ts';
import { aFinding, anEngine, aSummary, aWorld, noFindings, type World } from '../world.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const tty = { isTTY: true } as Io['stdout'];
const wanted = { pager: true, plain: false };

describe('the pager', () => {
  test.each([
    [{}, {}, 'less -FRX'],
    [{ PAGER: 'more' }, {}, 'more'],
    [{ PAGER: 'more', OKTAHUNT_PAGER: 'lv' }, {}, 'lv'],
    [{ PAGER: 'cat' }, {}, undefined],
    [{ PAGER: '' }, {}, undefined],
    [{ PAGER: 'more', OKTAHUNT_PAGER: '' }, {}, undefined],
    [{ CI: 'true' }, {}, undefined],
    [{ TERM: 'dumb' }, {}, undefined],
    [{}, { pager: false }, undefined],
    [{}, { plain: true }, undefined],
  ])('with %j and %j is %s', (env, over, command) => {
    const io = { stdout: tty, env, platform: 'linux' };
    expect(pagerFor(io, { ...wanted, ...over })).toBe(command);
    expect(pagerFor({ ...io, stdout: {} as Io['stdout'] }, wanted)).toBeUndefined();
  });

  test('is less nowhere but where there is one', () => {
    const io = { stdout: tty, env: {}, platform: 'win32' };
    expect(pagerFor(io, wanted)).toBeUndefined();
    expect(pagerFor({ ...io, env: { PAGER: 'less' } }, wanted)).toBe('less');
  });
});

/** A pager that takes so many texts, does something while it is read, and ends with a code. */
function aPager({
  code = 0,
  most = Number.POSITIVE_INFINITY,
  whileRead = () => {},
}: {
  code?: number | null;
  most?: number;
  whileRead?: () => void;
} = {}) {
  const shown: string[] = [];
  const started: string[] = [];
  const startPager: StartPager = (command) => {
    started.push(command);
    return {
      write: async (text) => {
        if (shown.length < most) shown.push(text);
      },
      end: async () => {
        whileRead();
        return code;
      },
    };
  };
  return { startPager, started, shown: () => shown.join('') };
}

describe('a scan with details in a terminal', () => {
  const found = [aFinding('high'), aSummary({ findings: { ...noFindings, high: 1 } })];
  const report = 'table high\ntable summary\n';

  async function scan(
    pager: ReturnType<typeof aPager>,
    argv: readonly string[] = ['--details'],
    options: Parameters<typeof aWorld>[0] = { terminal: true },
  ) {
    const world: World = { ...aWorld(options), startPager: pager.startPager };
    const code = await main(['scan', 'a', ...argv], world, anEngine(found).load);
    return { code, out: world.out(), err: world.err() };
  }

  test('is read in the pager, and ends with the exit code of the scan', async () => {
    const pager = aPager();
    expect(await scan(pager)).toMatchObject({ code: 1, out: '' });
    expect(pager.started).toEqual(['less -FRX']);
    expect(pager.shown()).toBe(report);
  });

  test.each([
    ['quits early', aPager({ most: 1 })],
    ['ends it by a signal', aPager({ code: null })],
    ['ends it with an error of its own', aPager({ code: 1 })],
  ])('is no failure if the reader %s', async (_, pager) => {
    expect(await scan(pager)).toEqual({ code: 1, out: '', err: '' });
  });

  test.each([126, 127])('is written out if the shell cannot run the pager: %i', async (code) => {
    expect(await scan(aPager({ code }))).toMatchObject({ code: 1, out: report });
  });

  test.each([1, 9009])('is written out if the shell of Windows cannot: %i', async (code) => {
    const world = { ...aWorld({ terminal: true, env: { PAGER: 'less' } }), platform: 'win32' };
    const io = { ...world, startPager: aPager({ code }).startPager };
    expect(await main(['scan', 'a', '-v'], io, anEngine(found).load)).toBe(1);
    expect(world.out()).toBe(report);
  });

  test('leaves Ctrl-C to the pager, but no other signal', async () => {
    for (const [signal, code] of [
      ['SIGINT', 1],
      ['SIGTERM', 143],
    ] as const) {
      const world: World = aWorld({ terminal: true });
      const pager = aPager({ whileRead: () => world.send(signal) });
      const io = { ...world, startPager: pager.startPager };
      expect(await main(['scan', 'a', '-v'], io, anEngine(found).load)).toBe(code);
    }
  });

  test('has its files whole before the reader begins', async () => {
    const file = join(folder, 'a.json');
    const seen: string[] = [];
    const pager = aPager({ whileRead: () => seen.push(readFileSync(file, 'utf8')) });
    await scan(pager, ['--details', '-o', `json=${file}`]);
    expect(seen).toEqual(['json high\njson summary\n']);
  });

  test.each<[string, readonly string[], Parameters<typeof aWorld>[0]]>([
    ['without details', [], { terminal: true }],
    ['in a pipe', ['--details'], {}],
    ['in CI', ['--details'], { terminal: true, env: { CI: '1' } }],
    ['if none is wanted', ['--details', '--no-pager'], { terminal: true }],
    ['if it is cat', ['--details'], { terminal: true, env: { PAGER: 'cat' } }],
    ['for programs', ['--details', '--format', 'json'], { terminal: true }],
  ])('needs no pager %s', async (_, argv, options) => {
    const pager = aPager();
    const { out } = await scan(pager, argv, options);
    expect(pager.started).toEqual([]);
    expect(out).toMatch(/ high\n\w+ summary\n$/);
  });
});
