import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './binary.ts';

const at = join(root, 'bin', 'v8-flags.js');
const { v8Flags, passingFlags } = (await import(at)) as {
  readonly v8Flags: readonly string[];
  readonly passingFlags: readonly { readonly now: string; readonly usual: string }[];
};

test.each([...v8Flags, ...passingFlags.flatMap(({ now, usual }) => [now, usual])])(
  'V8 knows %s, so that nothing is said of it on stderr',
  (flag) => {
    const { stderr, status } = spawnSync(process.execPath, [flag, '-e', '0'], { encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  },
);

test('V8 takes the code that was kept, whether the run was young then or is now', () => {
  const program = `
    const { Script } = require('node:vm');
    const { boundHeap, optimizeLater, passingFlags, setV8Flags, undisturbed } = require(${JSON.stringify(at)});
    const { cachedDataVersionTag, getHeapSpaceStatistics, setFlagsFromString } = require('node:v8');
    const room = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
    setV8Flags();
    const before = new Script('1 + 1').createCachedData();
    optimizeLater();
    // V8 looks at the length alone, and has at hand what it compiled before.
    let number = 2;
    const text = () => number++ + ' + 1';
    const rejects = (cachedData) => new Script(text(), { cachedData }).cachedDataRejected;
    const kept = undisturbed(() => new Script(text()).createCachedData());
    const young = [before, kept].map((code) => undisturbed(() => rejects(code)));
    const disturbed = rejects(kept);
    setTimeout(() => {
      const grown = [before, kept].map(rejects);
      boundHeap();
      const held = [];
      const fill = () => { for (let at = 0; at < 200_000; at++) held.push({ at }); };
      for (let turn = 0; turn < 20; turn++) fill();
      setTimeout(() => {
        const full = room();
        for (let turn = 0; turn < 20; turn++) fill();
        const roomy = [before, kept].map((code) => undisturbed(() => rejects(code)));
        // Whatever is in force already changes nothing if it is told again.
        const tag = cachedDataVersionTag();
        for (const { now } of passingFlags.slice(1)) setFlagsFromString(now);
        const inForce = cachedDataVersionTag() === tag;
        console.log(JSON.stringify({ young, disturbed, grown, roomy, grew: room() > full, inForce }));
      }, 200);
    }, 600);`;
  const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual({
    young: [false, false],
    disturbed: true,
    grown: [false, false],
    roomy: [false, false],
    grew: false,
    inForce: true,
  });
});

test('the next run takes the code that one kept, and each that has other flags keeps its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  writeFileSync(
    join(folder, 'main.cjs'),
    `//${'0'.repeat(16)}\n(function (exports) { exports.run = () => 1; })`,
  );
  const program = `
    const vm = require('node:vm');
    vm.Script = class extends vm.Script {
      constructor(...given) {
        super(...given);
        console.log(this.cachedDataRejected);
      }
    };
    require(${JSON.stringify(join(root, 'bin', 'load-program.js'))}).loadProgram(${JSON.stringify(folder)});`;
  const rejects = (...flags: string[]): string =>
    spawnSync(process.execPath, [...flags, '-e', program], { encoding: 'utf8' }).stdout.trim();
  const ways = [[], [], ['--stack-size=900'], ['--stack-size=900'], []];
  const found = ways.map((flags) => rejects(...flags));
  rmSync(folder, { recursive: true });
  expect(found).toEqual(['undefined', 'false', 'undefined', 'false', 'false']);
});
