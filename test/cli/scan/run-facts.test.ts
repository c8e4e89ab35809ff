import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runFactsOf } from '../../../src/cli/scan/run-facts.ts';
import { aWorld } from '../world.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-facts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const now = Date.UTC(2026, 0, 2);
const at = '2026-01-02T00:00:00.000Z';

describe('the facts of a run', () => {
  test('have no org if none is configured', async () => {
    expect(await runFactsOf({ config: false }, aWorld(), now)).toEqual({
      at,
      org: null,
      console: null,
    });
  });

  test('have the org of an option, the environment or a file', async () => {
    const file = join(folder, 'config.yaml');
    writeFileSync(file, 'org: https://file.okta.com\n');
    const env = { OKTA_CLIENT_ORGURL: 'https://env.okta.com' };
    const acme = { org: 'acme.okta.com', console: 'https://acme-admin.okta.com' };
    expect(await runFactsOf({ config: file, org: 'acme.okta.com' }, aWorld({ env }), now)).toEqual({
      at,
      ...acme,
    });
    expect(await runFactsOf({ config: file }, aWorld({ env }), now)).toMatchObject({
      org: 'env.okta.com',
    });
    expect(await runFactsOf({ config: file }, aWorld(), now)).toMatchObject({
      org: 'file.okta.com',
    });
  });

  test('have a custom domain, whose console is not known', async () => {
    const flags = {
      config: false,
      org: 'login.acme.example',
      customDomain: 'login.acme.example',
    } as const;
    expect(await runFactsOf(flags, aWorld(), now)).toEqual({
      at,
      org: 'login.acme.example',
      console: null,
    });
  });

  test('have none if what is configured is none, and it is said', async () => {
    const world = aWorld({ env: { OKTA_CLIENT_ORGURL: 'https://{yourOktaDomain}' } });
    expect(await runFactsOf({ config: false }, world, now)).toEqual({
      at,
      org: null,
      console: null,
    });
    expect(world.err()).toMatch(/^note: findings name no org: .+\n$/);
  });

  test('are refused if an option is no org', async () => {
    await expect(
      runFactsOf({ config: false, org: 'https://evil.example' }, aWorld(), now),
    ).rejects.toThrow();
  });

  test('have the time of SOURCE_DATE_EPOCH, if it is one', async () => {
    const timed = (text: string) =>
      runFactsOf({ config: false }, aWorld({ env: { SOURCE_DATE_EPOCH: text } }), now);
    expect(await timed('0')).toMatchObject({ at: '1970-01-01T00:00:00.000Z' });
    expect(await timed('soon')).toMatchObject({ at });
  });
});
