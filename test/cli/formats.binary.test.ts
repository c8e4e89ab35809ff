import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { formats } from '../../src/cli/option/output-format.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { bare, oktahunt, root, type Start } from './binary.ts';

const incident = join(root, 'fixtures/incidents/beyondtrust-2023-10-02.ndjson');
const machines = formats.filter((format) => !['table', 'html', 'markdown'].includes(format));

let folder = '';
const at = (name: string): string => join(folder, name);
const run = (args: readonly string[], options: Omit<Start, 'cwd'> = {}) =>
  oktahunt(args, { cwd: folder, ...options });

vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'run `npm run build` first').toBe(true);
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
  const outputs = machines.flatMap((format) => ['-o', `${format}=scan.${format}`]);
  const ended = await run([
    'scan',
    incident,
    '--raw-events',
    '--org',
    'acme.okta.com',
    ...outputs,
    '-q',
  ]);
  expect(ended.code).toBe(1);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const findingsIn = (name: string): readonly Finding[] =>
  readFileSync(at(name), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"kind":"finding"'))
    .map((line) => JSON.parse(line) as Finding);

describe('a scan', () => {
  test('writes all formats at once, and none is empty', () => {
    expect(readdirSync(folder).sort()).toEqual(machines.map((format) => `scan.${format}`).sort());
    for (const format of machines) expect(readFileSync(at(`scan.${format}`), 'utf8')).not.toBe('');
  });

  test('says in each finding which run found it, in which case it is, and what the events were', () => {
    const findings = findingsIn('scan.ndjson');
    expect(findings.length).toBeGreaterThan(5);
    const log = new Map(
      readFileSync(incident, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { uuid: string })
        .map((event) => [event.uuid, event]),
    );
    for (const { foundBy, case: of, evidence, when, links } of findings) {
      expect(foundBy).toMatchObject({
        at: new Date(Number(bare.SOURCE_DATE_EPOCH) * 1000).toISOString(),
        org: 'acme.okta.com',
      });
      expect(of).toMatch(/^okc_/);
      for (const { uuid, raw } of evidence.events) expect(raw).toEqual(log.get(uuid));
      expect(when.decisive).toBe(
        evidence.events.find(({ uuid }) => uuid === evidence.decisive)?.published,
      );
      for (const { url } of links ?? []) expect(url).toMatch(/^https:\/\/acme-admin\.okta\.com\//);
      expect(links?.length).toBeGreaterThan(0);
    }
    const story = findings.find(({ rule }) => rule.name === 'session-moved-machine');
    expect(story?.attack).toContainEqual({
      tactic: { id: 'TA0006', name: 'Credential Access' },
      technique: { id: 'T1539', name: 'Steal Web Session Cookie' },
    });
    expect(story?.where.map(({ countryCode }) => countryCode)).not.toContain(null);
  });

  test('gives the same report again, byte by byte', async () => {
    const { out } = await run([
      'scan',
      incident,
      '--raw-events',
      '--org',
      'acme.okta.com',
      '-f',
      'ocsf',
      '-q',
    ]);
    expect(out).toBe(readFileSync(at('scan.ocsf'), 'utf8'));
  });

  test('needs no org, and a bad one in the environment does not keep it from scanning', async () => {
    const env = { OKTA_CLIENT_ORGURL: 'https://{yourOktaDomain}' };
    const { code, out, err } = await run(['scan', incident, '-f', 'csv'], { env });
    expect([code, out.split('\r\n')[1]?.includes('okta.com/')]).toEqual([1, false]);
    expect(err).toMatch(/^note: findings name no org: /);
    expect((await run(['scan', incident, '-f', 'csv', '--org', 'https://evil.example'])).code).toBe(
      2,
    );
  });
});

describe('convert', () => {
  test.each(machines)('makes of the JSON report the same %s as the scan', async (format) => {
    const { code, out, err } = await run(['convert', 'scan.json', '-f', format]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(readFileSync(at(`scan.${format}`), 'utf8'));
  });
});

describe('overlapping scans of a growing log', () => {
  test('give the same fingerprints, and another digest where the evidence has grown', async () => {
    const lines = readFileSync(incident, 'utf8').trimEnd().split('\n');
    const scanned = async (events: readonly string[]) => {
      const { out } = await run(['scan', '-', '-f', 'ndjson', '-q'], {
        stdin: `${events.join('\n')}\n`,
      });
      const findings = out.split('\n').filter((line) => line.startsWith('{"kind":"finding"'));
      return new Map(
        findings.map((line) => JSON.parse(line) as Finding).map((one) => [one.fingerprint, one]),
      );
    };
    const [whole, again, part] = [
      await scanned(lines),
      await scanned([...lines, ...lines.slice(10, 50)]),
      await scanned(lines.slice(0, Math.floor(lines.length * 0.8))),
    ];
    expect([...again.keys()]).toEqual([...whole.keys()]);
    const same = [...part.values()].filter(({ fingerprint }) => whole.has(fingerprint));
    expect(same.length).toBeGreaterThan(3);
    for (const before of same) {
      const after = whole.get(before.fingerprint) as Finding;
      const hasGrown = after.evidence.eventCount !== before.evidence.eventCount;
      expect([before.rule.name, after.evidenceDigest !== before.evidenceDigest]).toEqual([
        before.rule.name,
        hasGrown,
      ]);
    }
  });
});

test('the package has the schemas as files', async () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string>>;
  };
  const path = exports['./schemas/*.json']?.replace('*', 'finding') ?? '';
  const { out } = await run(['schema', 'finding']);
  expect(readFileSync(join(root, path), 'utf8')).toBe(out);
  expect(JSON.parse(out)).toMatchObject({ $id: 'urn:oktahunt:schema:finding:1.1' });
});
