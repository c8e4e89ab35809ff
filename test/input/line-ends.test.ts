/** Files that were written on Windows, or checked out there: CRLF is what LF is. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseLayer } from '../../src/cli/config/config-file.ts';
import {
  builtInRules,
  digestOf,
  huntLog,
  loadList,
  loadRules,
  parseReport,
  parseRules,
} from '../../src/index.ts';
import { keySecret, tokenSecret } from '../../src/okta/auth/secret.ts';
import { aRecord } from '../event/builders.ts';

const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');
const root = join(import.meta.dirname, '..', '..');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('CRLF', () => {
  test('in the bundled rules, packs, lists and translations', { timeout: 120_000 }, async () => {
    const copy = join(folder, 'rules');
    for (const file of readdirSync(builtInRules(), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:ya?ml|txt)$/.test(file)) continue;
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), crlf(readFileSync(join(builtInRules(), file), 'utf8')));
    }
    const [own, theirs] = await Promise.all([
      loadRules(undefined, { language: 'ja' }),
      loadRules([copy], { language: 'ja' }),
    ]);
    expect(digestOf(theirs)).toBe(digestOf(own));
    expect(theirs.packs.map(({ rules }) => rules)).toEqual(own.packs.map(({ rules }) => rules));
    expect([...theirs.translations.rules.keys()]).toEqual([...own.translations.rules.keys()]);
  });

  test('in a log, a list, a report and a configuration file', async () => {
    const rules = parseRules(crlf(rule));
    const log = join(folder, 'log.ndjson');
    writeFileSync(
      log,
      crlf([aRecord(), aRecord()].map((one) => `${JSON.stringify(one)}\n`).join('')),
    );
    const { summary } = await huntLog([log], { rules });
    expect(summary).toMatchObject({ records: 2, skipped: 0 });
    const list = join(folder, 'list.txt');
    writeFileSync(list, '\ufeffa\r\nb # why\r\n\r\n');
    expect(await loadList(list)).toEqual(['a', 'b']);
    for (const name of ['ndjson.ndjson', 'json.json']) {
      const text = readFileSync(join(root, 'fixtures', 'golden', name), 'utf8');
      expect(parseReport(crlf(text), name).findings).toEqual(parseReport(text, name).findings);
    }
    const layer = parseLayer('lang: ja\r\ntz: Asia/Tokyo\r\n', 'c.yaml', true);
    expect(layer.options.map(({ value }) => value)).toEqual(['ja', 'Asia/Tokyo']);
  });

  test('in a credential', () => {
    expect(tokenSecret('00token-of-an-org\r\n', 'it').reveal()).toBe('00token-of-an-org');
    const pem = '-----BEGIN PRIVATE KEY-----\r\nMIIBVQIBADANBg==\r\n-----END PRIVATE KEY-----\r\n';
    expect(() => keySecret(pem, 'it')).not.toThrow();
  });

  test('is nowhere in the program, whose first line a shell reads', () => {
    const program = readFileSync(join(root, 'bin', 'oktahunt.js'), 'utf8');
    expect(program.startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(program).not.toContain('\r');
  });
});

const rule = `title: Any
name: any
logsource: {product: okta, service: okta}
detection:
  a:
    eventType:
      - nothing
      - else
  condition: a
level: low
`;
