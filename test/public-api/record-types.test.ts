import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { Case } from '../../src/finding/case/case.ts';
import { caseSchema } from '../../src/finding/case/case-schema.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { findingSchema } from '../../src/finding/finding-schema.ts';
import type { RunRecord } from '../../src/report/finding/machine/run-record.ts';
import { runSchema } from '../../src/report/finding/machine/run-schema.ts';
import { type RankedSession, sessionSchema } from '../../src/surprise/session-schema.ts';
import type { Timeline, TimelineHead, TimelineStep } from '../../src/timeline/timeline.ts';
import {
  stepSchema,
  timelineHeadSchema,
  timelineSchema,
} from '../../src/timeline/timeline-schema.ts';
import { type RecordType, recordFile, undescribed } from './record-interface.ts';

const root = join(import.meta.dirname, '..', '..');

/** Every record whose schema is the source of its type, by the file of the type. */
const records: Readonly<Record<string, RecordType>> = {
  'src/finding/finding-record.ts': {
    name: 'Finding',
    schema: findingSchema,
    source: 'finding-schema.ts',
  },
  'src/finding/case/case-record.ts': { name: 'Case', schema: caseSchema, source: 'case-schema.ts' },
  'src/surprise/session-record.ts': {
    name: 'RankedSession',
    schema: sessionSchema,
    source: 'session-schema.ts',
  },
  'src/timeline/step-record.ts': {
    name: 'TimelineStep',
    schema: stepSchema,
    source: 'timeline-schema.ts',
  },
  'src/timeline/timeline-record.ts': {
    name: 'TimelineHead',
    schema: timelineHeadSchema,
    source: 'timeline-schema.ts',
  },
  'src/report/finding/machine/run-lines.ts': {
    name: 'RunRecord',
    schema: runSchema,
    source: 'run-schema.ts',
    named: { summary: { type: 'Summary', from: '../../../finding/summary.ts' } },
  },
};

/** The text as the formatter lays it out. */
function formatted(text: string): string {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'format', '--stdin-file-path=record.ts'];
  return execFileSync(process.execPath, args, { cwd: root, input: text, encoding: 'utf8' });
}

describe('the type of a record', () => {
  test.each(Object.entries(records))('%s is what its schema says', (file, record) => {
    const text = formatted(recordFile(record));
    const path = join(root, file);
    if (process.env['UPDATE_TYPES']) writeFileSync(path, text);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text);
  });

  test.each([...Object.values(records), { name: 'Timeline', schema: timelineSchema }])(
    'of a $name has a sentence for each of its fields',
    ({ name, schema }) => {
      // What a summary says is described where its type is declared.
      const own = undescribed(schema).filter(
        (path) => !(name === 'RunRecord' && /^summary\./.test(path)),
      );
      expect(own).toEqual([]);
    },
  );

  test('takes what its schema takes, and nothing else', () => {
    expectTypeOf<z.infer<typeof findingSchema>>().toExtend<Finding>();
    expectTypeOf<Finding>().toExtend<DeepReadonly<z.infer<typeof findingSchema>>>();
    expectTypeOf<z.infer<typeof caseSchema>>().toExtend<Case>();
    expectTypeOf<Case>().toExtend<DeepReadonly<z.infer<typeof caseSchema>>>();
    expectTypeOf<z.infer<typeof sessionSchema>>().toExtend<RankedSession>();
    expectTypeOf<RankedSession>().toExtend<DeepReadonly<z.infer<typeof sessionSchema>>>();
    expectTypeOf<z.infer<typeof timelineSchema>>().toExtend<Timeline>();
    expectTypeOf<Timeline>().toExtend<DeepReadonly<z.infer<typeof timelineSchema>>>();
    expectTypeOf<z.infer<typeof timelineHeadSchema>>().toExtend<TimelineHead>();
    expectTypeOf<z.infer<typeof stepSchema>>().toExtend<TimelineStep>();
    expectTypeOf<Omit<RunRecord, 'summary'>>().toExtend<
      DeepReadonly<Omit<z.infer<typeof runSchema>, 'summary'>>
    >();
  });
});

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
