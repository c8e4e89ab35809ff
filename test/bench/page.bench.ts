import { afterAll, bench, describe } from 'vitest';
import type { ReportedOutcome } from '../../src/engine/outcome.ts';
import { reporters } from '../../src/report/finding/reporters.ts';
import { findChromium, startChromium } from '../browser/chromium.ts';
import {
  aCase,
  aFinding,
  anEvidenceEvent,
  aSummary,
  reportOf,
  someOptions,
} from '../report/builders.ts';

/**
 * What a page with a thousand findings costs: to write, against the JSON of the same, and to open in a real browser,
 * against an empty page. A page that takes more than a second of processor time to open fails.
 */
const count = 1_000;
/** Seconds of processor time. */
const longest = 1;
const path = findChromium();
const once = { iterations: 5, warmupIterations: 1, time: 0, warmupTime: 0 };
const outcomes = aThousand();
const pageOf = (): string => reportOf(reporters.html.create(someOptions()), outcomes);

describe(`writing ${count} findings`, () => {
  bench('as JSON', () => void reportOf(reporters.json.create(someOptions()), outcomes), once);
  bench('as a page', () => void pageOf(), once);
});

describe.skipIf(!path)(`opening them in ${path ?? 'Chromium, of which there is none'}`, () => {
  const chromium = startChromium(path as string);
  const page = pageOf();
  afterAll(() => chromium.close());

  async function open(html: string): Promise<void> {
    const { busy, close } = await chromium.open(html);
    const seconds = await busy();
    await close();
    if (!(seconds < longest)) throw new Error(`opening took ${seconds} s of processor time`);
  }

  bench('an empty page', () => open('<!doctype html><title>empty</title>'), once);
  bench(`a page with ${count} findings`, () => open(page), once);
});

/** Findings with a full list of events each, ten in a case. */
function aThousand(): readonly ReportedOutcome[] {
  const events = Array.from({ length: 20 }, (_, index) =>
    anEvidenceEvent({
      uuid: `f24790d0-0000-4e7b-8f00-${String(index).padStart(12, '0')}`,
      published: new Date(Date.UTC(2023, 9, 2, 10, index)).toISOString(),
      ip: index < 10 ? '198.51.100.7' : '203.0.113.9',
    }),
  );
  const evidence = { decisive: events[10]?.uuid ?? '', eventCount: 20, truncated: false, events };
  const findings = Array.from({ length: count }, (_, index) => {
    const digits = index.toString(16).padStart(12, '0');
    return aFinding({ id: `okf_${digits}`, fingerprint: `okh1:00000000${digits}`, evidence });
  });
  const cases = Array.from({ length: count / 10 }, (_, index) => {
    const own = findings.slice(index * 10, index * 10 + 10);
    const id = `okc_${index.toString(16).padStart(12, '0')}`;
    return aCase({ id, findings: own.map(({ fingerprint }) => fingerprint) });
  });
  return [...findings, ...cases, aSummary({ findings: { ...aSummary().findings, high: count } })];
}
