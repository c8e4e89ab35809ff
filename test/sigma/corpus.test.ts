import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hunt, loadRules, parseRules, RuleError, type RuleSet } from '../../src/index.ts';
import { complete } from './judge.ts';

/** A folder of Sigma rules by others, such as a checkout of SigmaHQ/sigma; its text is not kept here. */
const folder = process.env['OKTAHUNT_SIGMA_RULES'] ?? '';

const event = z.record(z.string(), z.json());

/** For each of SigmaHQ's rules for Okta an event that it must find, and one that it must not. */
const pairs = z
  .array(
    z.strictObject({
      id: z.uuid(),
      lists: z.record(z.string(), z.array(z.string())).default({}),
      hit: event,
      miss: event,
    }),
  )
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../fixtures/sigma/sigmahq-okta.json'), 'utf8'),
    ),
  );

/** Folders that a repository has beside its rules. */
const beside = /(^|\/)(\..*|regression_data|tests|other)\//;

/** Rule files below the folder, in order of path. */
function rulesBelow(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml') && !beside.test(path))
    .map((path) => join(folder, path))
    .sort();
}

/** The text with a log source of ours, so that every part of the rule is read; lines stay. */
function asOurs(text: string): string {
  return text.replace(/^logsource:\s*\n(?:[ \t]+.*\n|[ \t]*\n)+/gm, (block) => {
    const lines = block.split('\n').length - 2;
    return `logsource: {product: okta, service: okta}\n${'\n'.repeat(lines)}`;
  });
}

/** The set, or what is wrong with the text. */
function load(text: string, file: string): RuleSet | RuleError {
  try {
    return parseRules(text, file);
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
}

async function finds(set: RuleSet, raw: object): Promise<boolean> {
  for await (const outcome of hunt([complete(raw)], set)) {
    if (outcome.kind === 'finding') return true;
  }
  return false;
}

describe.skipIf(folder === '')('the rules of OKTAHUNT_SIGMA_RULES', () => {
  test('each is loaded, or refused with its place, all in 5 s', { timeout: 60_000 }, () => {
    const files = rulesBelow();
    const texts = files.map((file) => readFileSync(file, 'utf8'));
    // Time of the processor, so that a busy machine does not count.
    const started = process.cpuUsage();
    const loaded = files.map((file, at) => load(asOurs(texts[at] as string), file));
    const seconds = process.cpuUsage(started).user / 1e6;
    expect(files.length).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(5);
    const refused = loaded.flatMap((set) => (set instanceof RuleError ? set.problems : []));
    for (const problem of refused) {
      expect(files).toContain(problem.file);
      expect(problem.line).toBeGreaterThan(0);
      expect(problem.column).toBeGreaterThan(0);
      expect(problem.message).not.toBe('');
    }
  });

  test.each(pairs)('$id finds its event, not the near miss', async ({ id, lists, hit, miss }) => {
    const text = (file: string): string => readFileSync(file, 'utf8');
    const file = rulesBelow().find((path) => text(path).includes(`\nid: ${id}`)) ?? '';
    const set = await loadRules([file], { lists: new Map(Object.entries(lists)) });
    expect([await finds(set, hit), await finds(set, miss)]).toEqual([true, false]);
  });
});
