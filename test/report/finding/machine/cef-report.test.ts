import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { show } from '../../../../src/report/text/escape.ts';
import { aFinding, aSummary } from '../../builders.ts';
import { hostileText } from '../../generators.ts';
import { clean, eventful, hostileOutcomes, written } from './hostile.ts';

/** Reads a line as collectors do: seven fields by unescaped bars, then keys up to the next unescaped `key=`. */
function readCef(line: string) {
  const fields =
    /^CEF:0\|((?:[^|\\]|\\[|\\])*)\|((?:[^|\\]|\\[|\\])*)\|((?:[^|\\]|\\[|\\])*)\|((?:[^|\\]|\\[|\\])*)\|((?:[^|\\]|\\[|\\])*)\|(\d{1,2})\|(.*)$/su.exec(
      line,
    );
  if (!fields) throw new Error(`not CEF: ${line}`);
  const [vendor, product, version, signature, name] = fields
    .slice(1, 6)
    .map((field) => field.replace(/\\(.)/g, '$1'));
  const extension: Record<string, string> = {};
  const pair = / ?(\w+)=((?:[^=\\]|\\[=\\])*?)(?= \w+=|$)/suy;
  const text = fields[7] ?? '';
  while (pair.lastIndex < text.length) {
    const at = pair.lastIndex;
    const [, key = '', value = ''] = pair.exec(text) ?? [];
    if (key === '') throw new Error(`no pair at ${text.slice(at, at + 60)}`);
    if (key in extension) throw new Error(`${key} comes twice`);
    extension[key] = value.replace(/\\(.)/g, '$1');
  }
  return { vendor, product, version, signature, name, severity: Number(fields[6]), extension };
}

const read = (text: string) => {
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n').map(readCef);
};

describe('CEF', () => {
  test('has a line for each finding and one for the end', () => {
    const lines = read(written('cef', eventful));
    expect(lines.map(({ signature, severity }) => [signature, severity])).toEqual([
      ['session-moved-machine', 10],
      ['other-rule', 5],
      ['session-moved-machine', 1],
      ['run', 5],
    ]);
    expect(lines[0]).toMatchObject({
      vendor: 'oktahunt',
      name: 'ana@example.com: one session on two machines',
      extension: {
        rt: '1696312800000',
        start: '1696240931418',
        src: '203.0.113.9',
        suser: 'ana@example.com',
        cs1: 'okc_7c1e0b6a92d4',
        cs1Label: 'case',
        deviceExternalId: 'acme.okta.com',
      },
    });
    expect(lines.at(-1)?.extension).toMatchObject({ outcome: 'failure', cnt: '3' });
    expect(read(written('cef', clean, {}))).toMatchObject([
      { severity: 0, extension: { outcome: 'success' } },
    ]);
  });

  test('has an IPv6 address where CEF has it', () => {
    const where = aFinding().where.map((place) => ({ ...place, ip: '2001:db8::7' }));
    const evidence = { decisive: 'u', eventCount: 1, truncated: false, events: [] };
    const [line] = read(written('cef', [aFinding({ where, evidence }), aSummary()]));
    expect(line?.extension).toMatchObject({
      c6a2: '2001:db8::7',
      c6a2Label: 'Source IPv6 Address',
    });
    expect(line?.extension).not.toHaveProperty('src');
  });

  test('is read back whatever the texts are', () => {
    const text = fc.oneof(
      hostileText,
      fc.constantFrom('a|b', 'a\\|b', '\\', 'x src=1.2.3.4', 'a=b\nsuser=eve', '=', '|'),
    );
    fc.assert(
      fc.property(text, (hostile) => {
        const [line] = read(written('cef', hostileOutcomes(hostile)));
        expect(line?.name).toBe(show(hostile));
        if (hostile.trim() === hostile && hostile !== '') {
          expect(line?.extension['suser']?.trim()).toBe(show(hostile).trim());
        }
        expect(line?.extension['rt']).toBe('1696312800000');
      }),
      { numRuns: 200 },
    );
  });
});
