import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { aRecord } from '../../event/builders.ts';
import { aWorld } from '../world.ts';

const plain = readFileSync('fixtures/input/events.ndjson', 'utf8');
const whole = ['events.json', 'splunk-export.csv', 'firehose-s3.json', 'utf16.json', 'events.zip'];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe('convert-log', () => {
  test.each(whole)('gives %s as the plain log, byte for byte', async (name) => {
    const world = aWorld();
    expect(await main(['convert-log', `fixtures/input/${name}`], world)).toBe(0);
    expect(world.out()).toBe(plain);
    expect(world.err()).toBe('10 events converted, 0 records skipped\n');
  });

  test('says what a format had lost', async () => {
    const world = aWorld();
    expect(await main(['convert-log', 'fixtures/input/console.csv'], world)).toBe(0);
    expect(world.out().split('\n')).toHaveLength(11);
    expect(world.err()).toContain('10 events may lack fields');
  });

  test('writes a file, which is complete or not there', async () => {
    const world = aWorld();
    const output = join(folder, 'out.ndjson');
    expect(await main(['convert-log', 'fixtures/input/events.zip', '-o', output], world)).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe(plain);
    expect(world.out()).toBe('');
    expect(readdirSync(folder)).toEqual(['out.ndjson']);
  });

  test('does not look complete if something was skipped', async () => {
    const path = put('a.log', `${JSON.stringify(aRecord())}\nno\u001b[2J\n`);
    const world = aWorld();
    expect(await main(['convert-log', path], world)).toBe(4);
    expect(world.out().split('\n')).toHaveLength(2);
    expect(world.err()).toMatch(
      /skipped: .*:2: bad-json.*\n1 event converted, 1 record skipped\nnot complete/,
    );
    expect(world.err()).not.toContain('\u001b');
    expect(await main(['convert-log', path, '--allow-partial', '-q'], aWorld())).toBe(0);
  });

  test('of nothing is no success', async () => {
    expect(await main(['convert-log', put('a.log', '[]')], aWorld())).toBe(4);
  });

  test.each([
    [['convert-log'], 2, /nothing to convert/],
    [['convert-log', 'x.log', '-o', './x.log'], 2, /both input and output/],
    [['convert-log', 'no-such-file'], 3, /no such file/],
    [['convert-log', 'fixtures/input/events.json', '-o', '/no/such/folder/x'], 3, /no such folder/],
  ])('%j ends with %i', async (args, code, message) => {
    const world = aWorld();
    expect(await main(args, world)).toBe(code);
    expect(world.err()).toMatch(message);
    expect(world.out()).toBe('');
  });

  test('that is interrupted leaves no file and says so', async () => {
    const world = aWorld();
    const output = join(folder, 'out.ndjson');
    const run = main(['convert-log', '-', '-o', output], world);
    await new Promise((resolve) => setTimeout(resolve, 50));
    world.send('SIGINT');
    expect(await run).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });
});
