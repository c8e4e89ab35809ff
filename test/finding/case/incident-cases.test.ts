import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/event/json.ts';
import type { Case } from '../../../src/finding/case/case.ts';
import { caseSchema } from '../../../src/finding/case/case-schema.ts';
import type { Finding } from '../../../src/finding/finding.ts';
import { hunt } from '../../../src/hunt.ts';
import { builtInRules, loadRules } from '../../../src/input/rule-files.ts';

/** Severities that alone need nobody at night. */
const weak = ['informational', 'low'];

const rules = await loadRules([builtInRules()]);

function readIncident(slug: string): JsonObject[] {
  const file = join(import.meta.dirname, `../../../fixtures/incidents/${slug}.ndjson`);
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function told(log: readonly JsonObject[]): Promise<{ cases: Case[]; findings: Finding[] }> {
  const [cases, findings]: [Case[], Finding[]] = [[], []];
  for await (const outcome of hunt(log, rules)) {
    if (outcome.kind === 'finding') findings.push(outcome);
    if (outcome.kind === 'case') cases.push(caseSchema.parse(outcome));
  }
  return { cases, findings };
}

const beyondtrust = readIncident('beyondtrust-2023-10-02');
const cloudflare = readIncident('cloudflare-2023-10-18');

describe('BeyondTrust', async () => {
  const { cases, findings } = await told(beyondtrust);
  const [only, ...others] = cases;

  test('is one critical case of all its findings', () => {
    expect(only).toMatchObject({
      severity: 'critical',
      title: "Ruth Delgado's session was taken over; the account svc_network_backup was created",
      stillActive: false,
    });
    const grave = findings.filter(({ severity }) => !weak.includes(severity));
    expect(only?.findings).toEqual(
      expect.arrayContaining(grave.map(({ fingerprint }) => fingerprint)),
    );
    expect(others.filter(({ severity }) => !weak.includes(severity))).toEqual([]);
  });

  test('ends with the clean-up, which is no attack', () => {
    expect(only?.ended?.acts.map(({ eventType, target }) => [eventType, target])).toEqual([
      ['user.session.clear', 'ruth.delgado@example.com'],
      ['user.lifecycle.deactivate', 'svc_network_backup@example.com'],
      ['user.lifecycle.suspend', 'ruth.delgado@example.com'],
    ]);
    expect(only?.entities.actors.map(({ login }) => login)).toEqual(['ruth.delgado@example.com']);
    const byFingerprint = new Map(findings.map((one) => [one.fingerprint, one]));
    expect(only?.cleanUp.map((one) => byFingerprint.get(one)?.actor?.login)).toEqual([
      'owen.pritchard@example.com',
    ]);
    expect(only?.entities.planted).toMatchObject([
      { kind: 'account', name: 'svc_network_backup@example.com', standing: false },
    ]);
  });

  test('what nobody removed still stands', async () => {
    const attack = beyondtrust.filter(({ actor }) => !/owen/.test(JSON.stringify(actor)));
    const [open] = (await told(attack)).cases;
    expect(open?.ended).toBeNull();
    expect(open?.entities.planted).toMatchObject([{ standing: true }]);
    expect(open?.do[0]).toBe(
      'Deactivate the account svc_network_backup@example.com, created in this case.',
    );
  });
});

test('1Password and Cloudflare are one case each', async () => {
  const [onePassword, cloud] = await Promise.all([
    told(readIncident('1password-2023-09-29')),
    told(cloudflare),
  ]);
  const graveOf = ({ cases }: typeof cloud) =>
    cases.filter(({ severity }) => !weak.includes(severity));
  expect(graveOf(onePassword).map(({ title, severity }) => [title, severity])).toEqual([
    [
      "Bridget Moran's session was taken over; the identity provider Google production was activated",
      'critical',
    ],
  ]);
  expect(graveOf(cloud).map(({ title, severity }) => [title, severity])).toEqual([
    [
      "Nora Castellano's session was taken over; an attempt to make marcus.yeo administrator failed",
      'high',
    ],
  ]);
});

test('a benign day has no case above low', async () => {
  const { cases } = await told(readIncident('benign-day'));
  expect(cases.filter(({ severity }) => !weak.includes(severity))).toEqual([]);
});

test('two attackers in one log, on the same day, stay two cases', async () => {
  const shift = Date.parse('2023-10-18T00:00:00Z') - Date.parse('2023-10-02T00:00:00Z');
  const later = beyondtrust.map((record): JsonObject => {
    const published = new Date(Date.parse(record['published'] as string) + shift).toISOString();
    return { ...record, published };
  });
  const { cases } = await told([...later, ...cloudflare]);
  const leading = cases.filter(({ severity }) => ['high', 'critical'].includes(severity));
  expect(leading.map(({ entities }) => entities.actors.map(({ login }) => login))).toEqual([
    ['ruth.delgado@example.com'],
    ['nora.castellano@example.com'],
  ]);
});

test('order, split and copies change nothing', async () => {
  const expected = JSON.stringify((await told(cloudflare)).cases);
  const reversed: Json[] = [...cloudflare].reverse();
  const twice = [...reversed, ...cloudflare.slice(100, 300)] as JsonObject[];
  expect(JSON.stringify((await told(twice)).cases)).toBe(expected);
});
