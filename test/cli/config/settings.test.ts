import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseLayer } from '../../../src/cli/config/config-file.ts';
import { projectFile, readLayers } from '../../../src/cli/config/config-layers.ts';
import { type Layer, resolveSettings, shareOf } from '../../../src/cli/config/settings.ts';
import { templateOf } from '../../../src/cli/init/run.ts';
import { sayIn } from '../../../src/cli/option/speech.ts';
import { inEnglish } from '../../../src/language/languages.ts';
import { tell } from '../../../src/language/message.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const project: Layer = {
  file: 'p',
  isOwn: false,
  values: { org: 'p.okta.com', lookback: '1h' },
  options: [],
};
const own: Layer = {
  file: 'o',
  isOwn: true,
  values: { org: 'o.okta.com', overlap: '2h' },
  options: [],
};

describe('a setting comes from', () => {
  const env = { OKTA_CLIENT_ORGURL: 'sdk', OKTAHUNT_ORG: 'ours', OKTA_ORG_DOMAIN: 'alias' };

  test.each([
    ['an option', { org: 'flag' }, env, [project, own], 'flag', '--org'],
    ["the SDK's variable", {}, env, [project, own], 'sdk', 'OKTA_CLIENT_ORGURL'],
    ['our variable', {}, { ...env, OKTA_CLIENT_ORGURL: '' }, [project], 'ours', 'OKTAHUNT_ORG'],
    [
      "another tool's variable",
      {},
      { OKTA_ORG_DOMAIN: 'alias' },
      [own],
      'alias',
      'OKTA_ORG_DOMAIN',
    ],
    ['the nearer file', {}, {}, [project, own], 'p.okta.com', 'p'],
    ['the other file', {}, {}, [own], 'o.okta.com', 'o'],
  ])('%s', (_, flags, variables, files, value, origin) => {
    expect(resolveSettings(flags, variables, files).org).toMatchObject({ value, origin });
  });

  test('each file for itself, then the default', () => {
    const settings = resolveSettings({}, {}, [project, own]);
    expect(settings.lookback).toMatchObject({ value: '1h', origin: 'p' });
    expect(settings.overlap).toMatchObject({ value: '2h', origin: 'o' });
    expect(settings.rateShare).toMatchObject({ value: '50%', origin: tell('setting.default') });
    expect(settings.token).toBeUndefined();
  });
});

describe('a configuration file', () => {
  test('tells all its mistakes, with their places', () => {
    const text = 'orgg: x\ntoken: secret-in-a-file\ntokenFile: /x\nrateShare: [1]\n';
    const read = () => parseLayer(text, 'c.yaml', false);
    expect(read).toThrow(/c\.yaml:1:1: unknown setting 'orgg'; did you mean "org"\?/);
    expect(read).toThrow(/c\.yaml:2:1: token is a secret/);
    expect(read).toThrow(/c\.yaml:3:1: tokenFile is not allowed in a project's file/);
    expect(read).toThrow(/c\.yaml:4:1: rateShare must be a text/);
    expect(read).not.toThrow(/secret-in-a-file/);
  });

  test.each([
    'a: &x 1\norg: *x',
    '- 1',
    'org: [',
    'org: a\norg: b',
    '__proto__: x',
    'x'.repeat(70_000),
  ])('is refused as %.20j', (text) => {
    expect(() => parseLayer(text, 'c.yaml', true)).toThrow(
      expect.objectContaining({ exitCode: 2 }),
    );
  });

  test.each([true, false])(
    'that init writes is valid, empty, and valid with every line in force (own: %s)',
    (isOwn) => {
      const text = templateOf(isOwn, sayIn({ language: inEnglish }));
      expect(parseLayer(text, 'c', isOwn).values).toEqual({});
      const values = parseLayer(text.replace(/^#(?=\w+:)/gm, ''), 'c', isOwn).values;
      expect(Object.keys(values).length).toBe(isOwn ? 12 : 4);
    },
  );

  test('of the project is found upwards, to the root of the repository and no further', async () => {
    const inner = join(folder, 'repo', 'a', 'b');
    mkdirSync(inner, { recursive: true });
    mkdirSync(join(folder, 'repo', '.git'));
    const io = { env: { XDG_CONFIG_HOME: join(folder, 'xdg') }, cwd: () => inner };
    writeFileSync(join(folder, projectFile), 'org: outside.okta.com');
    expect(await readLayers(undefined, io)).toEqual([]);
    writeFileSync(join(folder, 'repo', projectFile), 'org: inside.okta.com');
    mkdirSync(join(folder, 'xdg', 'oktahunt'), { recursive: true });
    writeFileSync(join(folder, 'xdg', 'oktahunt', 'config.yaml'), 'tokenFile: /t');
    const layers = await readLayers(undefined, io);
    expect(layers.map(({ values }) => values)).toEqual([
      { org: 'inside.okta.com' },
      { tokenFile: '/t' },
    ]);
    expect(await readLayers(false, io)).toEqual([]);
    expect(await readLayers(join(folder, projectFile), io)).toMatchObject([{ isOwn: true }]);
    await expect(readLayers('missing.yaml', io)).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('a share', () => {
  test.each([
    ['50%', 0.5],
    ['1', 0.01],
    ['100%', 1],
  ])('%s', (value, share) => {
    expect(shareOf({ value, origin: '--rate-share', layer: 0 })).toBe(share);
  });
  test.each(['0', '101%', '0.5', '-1', 'half', ''])('is not %j', (value) => {
    expect(() => shareOf({ value, origin: '--rate-share', layer: 0 })).toThrow('--rate-share');
  });
});
