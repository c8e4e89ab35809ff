import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '../../../src/language/languages.ts';
import { shownSchema } from '../../../src/report/story/shown-schema.ts';
import { renderShown, shownJson, shownNdjson } from '../../../src/report/story/story-report.ts';
import { type Safe, widthOf } from '../../../src/report/text/escape.ts';
import { createTheme, type ThemeOptions } from '../../../src/report/text/theme.ts';
import {
  renderTimelineReport,
  type StepOrder,
  timelineJson,
  timelineNdjson,
} from '../../../src/report/timeline/timeline-report.ts';
import type { Timeline } from '../../../src/timeline/timeline.ts';
import {
  stepSchema,
  timelineHeadSchema,
  timelineSchema,
} from '../../../src/timeline/timeline-schema.ts';
import { hostileText, hostileTexts } from '../generators.ts';
import { isRunnerCommand, unprintable } from '../oracle.ts';
import { aTheft, theft, theftCase } from './builders.ts';

const options: ThemeOptions = { columns: 80, color: false, unicode: true, verbose: true };

function report(
  timeline: Timeline,
  over: Partial<ThemeOptions> = {},
  order: StepOrder = 'session',
): string {
  const theme = createTheme({ ...options, ...over });
  return `${[...renderTimelineReport(timeline, order, theme)].join('\n')}\n`;
}

function story(timeline: Timeline, over: Partial<ThemeOptions> = {}): string {
  const shown = { stories: [{ case: theftCase, timeline, findings: [theft] }], findings: [] };
  return `${[...renderShown(shown, createTheme({ ...options, ...over }))].join('\n')}\n`;
}

const japanese = { language: languages.ja };

/** Compares with the files in `fixtures/golden`; UPDATE_GOLDEN=1 writes them anew. */
describe('golden output', () => {
  test.each<[string, () => string]>([
    ['timeline.txt', () => report(aTheft())],
    ['timeline-120.txt', () => report(aTheft(), { columns: 120 })],
    ['timeline-60.txt', () => report(aTheft(), { columns: 60 })],
    ['timeline-ascii.txt', () => report(aTheft(), { unicode: false })],
    ['timeline-color.txt', () => report(aTheft(), { color: true })],
    ['timeline-by-time.txt', () => report(aTheft(), {}, 'time')],
    ['timeline-limit.txt', () => report(aTheft(undefined, 4))],
    ['timeline-ja.txt', () => report(aTheft(), japanese)],
    ['timeline.json', () => timelineJson(aTheft())],
    ['timeline.ndjson', () => [...timelineNdjson(aTheft())].join('')],
    ['story.txt', () => story(aTheft())],
    ['story-ja.txt', () => story(aTheft(), japanese)],
  ])('%s is as it was', (file, write) => {
    const url = new URL(`../../../fixtures/golden/${file}`, import.meta.url);
    const text = write();
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(url, text);
    expect(text).toBe(readFileSync(url, 'utf8'));
  });
});

test('colour only repeats what the text says, and moves nothing', () => {
  for (const columns of [40, 80, 120]) {
    for (const write of [report, story]) {
      const painted = write(aTheft(), { columns, color: true });
      expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(write(aTheft(), { columns }));
    }
  }
});

describe('machine formats', () => {
  test('are as their schemas say, and hold the same', () => {
    const timeline = aTheft();
    expect(timelineSchema.parse(JSON.parse(timelineJson(timeline)))).toEqual(timeline);
    const [head, ...steps] = [...timelineNdjson(timeline)].map((line) => JSON.parse(line));
    const whole = {
      ...timelineHeadSchema.parse(head),
      steps: steps.map((step) => stepSchema.parse(step)),
    };
    expect(whole).toEqual(timeline);
  });

  test('of what is shown hold each finding once', () => {
    const timeline = aTheft();
    const shown = {
      stories: [{ case: theftCase, timeline, findings: [theft] }],
      findings: [{ finding: theft, case: theftCase }],
    };
    const document = shownSchema.parse(JSON.parse(shownJson(shown)));
    expect(document).toMatchObject({
      cases: [theftCase],
      findings: [theft],
      timelines: [timeline],
    });
    const kinds = [...shownNdjson(shown)].map((line) => JSON.parse(line).kind);
    expect(kinds.slice(0, 4)).toEqual(['finding', 'case', 'timeline', 'step']);
  });
});

/** The text in every field of a timeline that a log or a rule can fill. */
function everywhere(text: string): Timeline {
  const timeline = aTheft();
  const principal = { id: text, login: text, displayName: text, type: text };
  const [change] = timeline.steps.flatMap(({ changes }) => changes);
  if (!change) throw new Error('nothing changed');
  return {
    ...timeline,
    asked: { ...timeline.asked, users: [text], sessions: [text], devices: [text], cases: [text] },
    addresses: timeline.addresses.map((one) => ({ ...one, ip: text, org: text, country: text })),
    machines: timeline.machines.map((one) => ({
      ...one,
      device: text,
      name: text,
      agent: text,
      os: text,
      browser: text,
    })),
    lanes: timeline.lanes.map((one) => ({
      ...one,
      sessions: [text],
      roots: [`${text}2`],
      actors: [text, `${text}2`],
      unasked: 1,
    })),
    findings: timeline.findings.map((one) => ({ ...one, title: text, rule: text })),
    steps: timeline.steps.map((step) => ({
      ...step,
      eventType: text,
      outcome: text,
      reason: text,
      actor: principal,
      targets: [{ ...principal, login: `${text}3` }],
      app: text,
      ip: text,
      changes: (['address', 'country', 'network', 'system', 'agent'] as const).map((what) => ({
        what,
        from: text,
        to: text,
      })),
    })),
  };
}

describe('hostile text', () => {
  const harmful = (text: string, columns: number): readonly string[] =>
    text
      .split('\n')
      .filter(
        (line) =>
          unprintable(line).length > 0 || isRunnerCommand(line) || widthOf(line as Safe) > columns,
      );

  test.each(hostileTexts)('%j reaches no terminal, and makes no line too wide', (text) => {
    for (const [columns, tag, order] of [
      [40, 'en', 'time'],
      [60, 'ja', 'session'],
      [80, 'en', 'session'],
      [80, 'ja', 'time'],
      [132, 'en', 'session'],
    ] as const) {
      const told = report(everywhere(text), { columns, language: languages[tag] }, order);
      expect(harmful(told, columns)).toEqual([]);
    }
  });

  test.each(hostileTexts)('%j, in a case that is shown, as well', (text) => {
    const principal = { id: text, login: text, displayName: text, type: text };
    const { entities, ended } = theftCase;
    const one = {
      ...theftCase,
      title: text,
      do: [text],
      entities: {
        ...entities,
        actors: [principal],
        planted: entities.planted.map((object) => ({ ...object, name: text })),
      },
      ended: ended && {
        ...ended,
        acts: ended.acts.map((act) => ({ ...act, eventType: text, actor: text, target: text })),
      },
    };
    for (const columns of [40, 80]) {
      const shown = {
        stories: [{ case: one, timeline: aTheft(), findings: [] }],
        findings: [{ finding: { ...theft, title: text }, case: one }],
      };
      const lines = [...renderShown(shown, createTheme({ ...options, columns }))];
      expect(harmful(lines.join('\n'), columns)).toEqual([]);
    }
  });

  test('of any kind', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 40, max: 160 }), (text, columns) => {
        expect(harmful(report(everywhere(text), { columns }), columns)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('is ASCII where the terminal knows ASCII only', () => {
    for (const text of hostileTexts) {
      const told = report(everywhere(text), { unicode: false });
      expect(told).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });
});
