import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileText } from '../../generators.ts';
import { clean, eventful, hostileOutcomes, wellFormed, written } from './hostile.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../../fixtures/schemas/sarif-2.1.0.json', import.meta.url), 'utf8'),
);
const isSarif = new Ajv({ strict: false, validateFormats: false }).compile(schema);

type Text = { readonly text: string };
type Uri = { readonly uri: string };

interface Rule {
  readonly id: string;
  readonly shortDescription: Text;
  readonly fullDescription: Text;
  readonly help: Text;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: Text;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: Uri; readonly region: object };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly object[];
  }[];
}

/** Reads a document and holds it against the schema and what GitHub's code scanning requires beyond it. */
function read(text: string): Run {
  const document = JSON.parse(text) as { readonly runs: readonly Run[] };
  expect(isSarif(document), JSON.stringify(isSarif.errors)).toBe(true);
  const [run] = document.runs as [Run];
  for (const { id, shortDescription, fullDescription, help, properties } of run.tool.driver.rules) {
    for (const text of [id, shortDescription.text, help.text]) expect(text).not.toBe('');
    expect(fullDescription.text.length).toBeGreaterThan(0);
    expect(fullDescription.text.length).toBeLessThanOrEqual(1024);
    expect(['very-high', 'high', 'medium', 'low']).toContain(properties['precision']);
    const security = properties['security-severity'];
    if (security !== undefined) expect(Number(security)).toBeGreaterThan(0);
  }
  for (const { ruleId, ruleIndex, message, locations, partialFingerprints } of run.results) {
    expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(message.text).not.toBe('');
    expect(locations).toHaveLength(1);
    const { artifactLocation, region } = locations[0]?.physicalLocation ?? fail();
    expect(artifactLocation.uri).toMatch(/^[\w-]+(?:\/[\w.-]+)*$/);
    expect(Object.keys(region)).toEqual(['startLine', 'startColumn', 'endLine', 'endColumn']);
    expect(partialFingerprints['primaryLocationLineHash']).toMatch(/^okh1:[0-9a-f]{20}:1$/);
  }
  return run;
}

function fail(): never {
  throw new Error('there is no location');
}

describe('SARIF', () => {
  test('is what the schema and GitHub take', () => {
    const run = read(written('sarif', eventful));
    expect(run.results.map(({ level }) => level)).toEqual(['error', 'warning', 'note']);
    expect(
      run.tool.driver.rules.map(({ id, properties }) => [
        id,
        properties['security-severity'],
        properties['precision'],
      ]),
    ).toEqual([
      ['session-moved-machine', '9.5', 'high'],
      ['other-rule', '5.5', 'medium'],
    ]);
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ descriptor: { id: 'skipped' } }],
      },
    ]);
  });

  test('of a clean run has no results, and says that it succeeded', () => {
    expect(read(written('sarif', clean))).toMatchObject({
      results: [],
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
    });
    read(written('sarif', clean, {}));
  });

  test('is valid whatever the texts are, and holds them exactly; nothing becomes a link', () => {
    const text = fc.oneof(
      hostileText,
      fc.constantFrom('[a](https://evil.example)', '[x](1)', ']('),
    );
    fc.assert(
      fc.property(text, (hostile) => {
        const output = written('sarif', hostileOutcomes(hostile));
        const { results } = read(output);
        expect(results[0]?.message.text).not.toContain('](');
        const [finding] = hostileOutcomes(hostile);
        const told = JSON.parse(output).runs[0].results[0].properties.finding;
        expect(told.title).toBe(wellFormed((finding as { title: string }).title));
      }),
      { numRuns: 100 },
    );
  });

  test('comes finding by finding', () => {
    const parts = eventful.map((_, index) => written('sarif', eventful.slice(0, index + 1)));
    expect(parts[0]?.length).toBeGreaterThan(1_000);
    for (const [index, part] of parts.entries())
      expect(part.startsWith(parts[index - 1] ?? '')).toBe(true);
  });
});
