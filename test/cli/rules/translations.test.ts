import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { aWorld } from '../world.ts';

const folder = mkdtempSync(join(tmpdir(), 'oktahunt-translations-'));
const words = join(folder, 'translations', 'ja');

beforeAll(() => {
  mkdirSync(words, { recursive: true });
  writeFileSync(
    join(folder, 'mine.yml'),
    `title: Token made at night
name: mine
id: 4f5b9d6e-1c1a-4f4e-9d0b-0d2a3c4b5e6f
status: stable
level: high
description: Somebody made a token.
tags: [attack.persistence, attack.t1098]
logsource: {product: okta, service: okta}
detection: {made: {eventType: system.api_token.create}, condition: made}
summary: '{actor.alternateId}: made a token'
falsepositives: [A night shift.]
response: [Revoke the token.]
`,
  );
  const event = {
    uuid: '1',
    published: '2026-11-01T16:30:00.000Z',
    eventType: 'system.api_token.create',
    actor: { id: '00u1', type: 'User', alternateId: 'ana@example.com', displayName: 'Ana' },
    outcome: { result: 'SUCCESS' },
  };
  writeFileSync(join(folder, 'log.ndjson'), `${JSON.stringify(event)}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const own = `mine:
  title: 夜間に作成されたトークン
  description: |-
    トークンが作成されました。
    夜間です。
  summary: '{actor.alternateId}: トークンを作成'
  falsepositives: [夜間勤務。]
  response: [トークンを取り消してください。]
`;

/** Runs a command with these translations of the rule. */
async function run(translations: string, ...argv: readonly string[]) {
  writeFileSync(join(words, 'mine.yml'), translations);
  const world = aWorld();
  const code = await main([...argv], world);
  return { code, out: world.out(), err: world.err() };
}

const scan = ['scan', join(folder, 'log.ndjson'), '--no-builtin-rules', '--rules', folder];

describe('translations beside own rules', () => {
  test('are said in their language, and in no other', async () => {
    const options = ['--details', '--lang', 'ja', '--tz', 'Asia/Tokyo'];
    const { code, out } = await run(own, ...scan, ...options);
    expect(code).toBe(1);
    expect(out).toContain('ana@example.com: トークンを作成');
    expect(out).toMatch(/次の場合は誤検出です\n +夜間勤務。/);
    expect(out).toMatch(/今すぐ行うこと\n +1\. トークンを取り消してください。/);
    expect(out).toContain('2026/11/02 01:30:00 +09:00');
    const english = await run(own, ...scan, '--details');
    expect(english.out).toContain('ana@example.com: made a token');
    expect(english.out).not.toMatch(/[\u3040-\u9fff]/);
  });

  test('are said where a rule is shown, but not to programs', async () => {
    const show = ['rules', 'show', 'mine', '--no-builtin-rules', '--rules', folder, '--lang', 'ja'];
    const { out } = await run(own, ...show);
    expect(out).toContain('  トークンが作成されました。夜間です。\n');
    expect(out).not.toContain('Somebody');
    const json = await run(own, ...show, '--format', 'json');
    expect(JSON.parse(json.out)).toMatchObject({ description: 'Somebody made a token.' });
  });

  test('change neither fingerprints nor the digest of the rules', async () => {
    const told = async (...options: readonly string[]) => {
      const { out } = await run(own, ...scan, '--format', 'json', ...options);
      const { tool, findings } = JSON.parse(out);
      return { tool, fingerprint: findings[0].fingerprint, title: findings[0].title };
    };
    const [english, japanese] = [await told(), await told('--lang', 'ja')];
    expect(english.title).toBe('ana@example.com: made a token');
    expect(japanese).toEqual({ ...english, title: 'ana@example.com: トークンを作成' });
  });

  test('that do not fit end a scan in their language, and the check of rules', async () => {
    const torn = own.replace('{actor.alternateId}: トークン', 'トークン');
    const reason =
      'mine.yml:1:1: "mine" の summary のプレースホルダーは {actor.alternateId} ですが、翻訳のプレースホルダーは (なし) です';
    const japanese = await run(torn, ...scan, '--lang', 'ja');
    expect(japanese).toMatchObject({ code: 2, out: '' });
    expect(japanese.err).toContain(reason);
    expect((await run(torn, ...scan)).code).toBe(1);
    const checked = await run(torn, 'rules', 'check', folder);
    expect(checked.code).toBe(2);
    expect(checked.out.replace(/\s+/g, ' ')).toContain('its translation (none)');
    expect(await run(own, 'rules', 'check', folder)).toMatchObject({ code: 0 });
  });
});
