import { z } from 'zod';
import { type Rejection, rejectionReasons, type Source } from '../../event/event.ts';
import { caseSchema } from '../../finding/case/case-schema.ts';
import type { FilterOutcome, SuppressedAlerts } from '../../finding/filter-outcome.ts';
import { findingSchema } from '../../finding/finding-schema.ts';
import type {
  BaselineOutcome,
  CoverageSummary,
  PackOutcome,
  ReportFocus,
  RuleOutcome,
  State,
  Summary,
} from '../../finding/summary.ts';
import { type Level, levels } from '../../rule/level.ts';
import { rejectionsKept, reportVersion } from './json-report.ts';

const text = z.string();
const time = z.iso.datetime({ precision: 3 }).describe('UTC, from the events; never the clock');
const count = z.int().min(0);

const rejection = z
  .strictObject({
    kind: z.literal('rejection'),
    reason: z.enum(rejectionReasons),
    message: text,
    origin: z
      .strictObject({
        file: text,
        line: count.exactOptional().describe('from 1'),
        byte: count.exactOptional().describe('from 0, in the decompressed text'),
      })
      .exactOptional(),
    names: z
      .array(text)
      .max(5)
      .describe('logins that it seems to mention, as far as it could be read')
      .exactOptional(),
  })
  .describe('a record that could not be read as an event') satisfies z.ZodType<Rejection>;

const source = z.strictObject({
  kind: z.literal('source'),
  file: text,
  format: text,
  compression: z.enum(['none', 'gzip', 'zstd']),
  bytes: count.describe('as stored, before decompression'),
  records: count,
  wrapped: z
    .record(text, count)
    .describe('records by their envelope; left out if none had one')
    .exactOptional(),
  note: text.exactOptional(),
}) satisfies z.ZodType<Source>;

const coverage = z.strictObject({
  first: time.nullable(),
  last: time.nullable(),
  since: time.nullable().describe('the requested time range, where given'),
  until: time.nullable(),
  gaps: z
    .array(z.strictObject({ from: time, to: time }))
    .describe('gaps of more than a day without events, where part of the log may be missing'),
}) satisfies z.ZodType<CoverageSummary>;

const ruleOutcome = z.strictObject({
  name: text,
  title: text,
  level: z.enum(levels),
  status: z.enum(['evaluated', 'undecided', 'cannot-evaluate']),
  findings: count,
  undecided: count.describe('events for which the rule stayed undecided'),
  because: z.array(text),
  missing: z
    .array(text)
    .describe('fields the rule needs, and the input lacks or was stripped of, in whole or in part'),
  filters: z.array(text).exactOptional().describe('filters that narrow the rule'),
}) satisfies z.ZodType<RuleOutcome>;

const packOutcome = z
  .strictObject({
    name: text,
    question: text,
    rules: count.describe('how many of its rules reported'),
    findings: count,
    unfinished: z.array(text).describe('its rules that could not be fully evaluated'),
    missing: z
      .array(z.strictObject({ events: z.array(text), fields: z.array(text), tells: text }))
      .describe('what the log lacks, so that it cannot answer the question'),
  })
  .describe('a question, and what became of it') satisfies z.ZodType<PackOutcome>;

const filterOutcome = z
  .strictObject({
    name: text,
    title: text,
    reason: text.exactOptional(),
    owner: text.exactOptional(),
    expires: text.exactOptional().describe('until when it works, as it says itself'),
    status: z
      .enum(['used', 'unused', 'expired'])
      .describe('unused: it took nothing away; expired: it did nothing, because its time is over'),
    suppressed: z
      .array(z.strictObject({ rule: text, events: count }))
      .describe('for each rule, for how many events it would have held without filters'),
  })
  .describe('what a filter took away') satisfies z.ZodType<FilterOutcome>;

const suppressed = z
  .strictObject({
    total: count.describe('all of them; an event counts once for each rule'),
    listed: z
      .array(
        z.strictObject({
          rule: text,
          filters: z.array(text).describe('the filters that exclude it'),
          event: z.strictObject({
            uuid: text,
            published: time,
            eventType: text,
            actor: text.nullable().describe("the actor's login"),
          }),
        }),
      )
      .describe('the first of them in order of time'),
  })
  .describe(
    'the alerts that filters took away; left out unless asked for (--show-suppressed)',
  ) satisfies z.ZodType<SuppressedAlerts>;

const focus = z
  .strictObject({
    cases: z.array(text),
    users: z.array(text),
    addresses: z.array(text),
    hiddenFindings: count,
    hiddenCases: count,
  })
  .describe(
    'what the report is about, and how much it hides (--case, --user, --ip); left out if it is about everything',
  ) satisfies z.ZodType<ReportFocus>;

const baseline = z
  .strictObject({
    file: text,
    known: z.strictObject({
      informational: count,
      low: count,
      medium: count,
      high: count,
      critical: count,
    }),
    grown: count.describe('of these, how many rest on other events now'),
    otherRules: z.boolean().describe('whether other rules found them'),
  })
  .describe(
    'what an earlier report has of the findings, which is not in this one (--baseline)',
  ) satisfies z.ZodType<BaselineOutcome>;

const state = z
  .strictObject({
    peakBytes: count.describe('the most bytes in memory at one time'),
    spilledBytes: count.describe('the most bytes for which there was no room in memory'),
    forgottenEvents: count.describe('events dropped for lack of memory'),
    exact: z.boolean().describe('whether nothing was dropped'),
    rankedFrom: time
      .exactOptional()
      .describe(
        'findings were ranked by what sessions showed from here on; left out if by all of it',
      ),
  })
  .describe('the state that the run needed') satisfies z.ZodType<State>;

const doubt = z.strictObject({
  code: z.enum([
    'nothing-read',
    'skipped',
    'skipped-names',
    'window-not-covered',
    'findings-dropped',
    'state-dropped',
    'cut-short',
    'archive-changed',
  ]),
  message: text,
});

/** What a run read, as reports have it. */
export const summarySchema = z
  .strictObject({
    kind: z.literal('summary'),
    records: count.describe('evaluated + duplicate + filtered + skipped'),
    evaluated: count,
    duplicate: count,
    filtered: count,
    skipped: count,
    skippedBy: z.partialRecord(z.enum(rejectionReasons), count.exactOptional()),
    sources: z.array(source),
    coverage,
    conflicts: z
      .strictObject({
        events: count,
        times: count.describe('how many of them differ in time'),
        uuids: z.array(text).describe('the first of them in order, five at most'),
      })
      .describe(
        'events whose records differ: the fullest was used, then the earliest; left out if there are none',
      )
      .exactOptional(),
    actors: count,
    findings: z.strictObject({
      informational: count,
      low: count,
      medium: count,
      high: count,
      critical: count,
    } satisfies Record<Level, typeof count>),
    rules: z.array(ruleOutcome),
    packs: z.array(packOutcome).exactOptional(),
    emptyLists: z
      .array(z.strictObject({ name: text, rules: z.array(text) }))
      .describe('value lists without values, with the rules that ask for them')
      .exactOptional(),
    filters: z
      .array(filterOutcome)
      .describe('filters that narrow rules of the run, or have expired; left out if there are none')
      .exactOptional(),
    suppressed: suppressed.exactOptional(),
    focus: focus.exactOptional(),
    baseline: baseline.exactOptional(),
    state,
    doubts: z.array(doubt).describe('why the answer may be incomplete'),
  })
  .describe(
    'what was read, and what could and could not be evaluated',
  ) satisfies z.ZodType<Summary>;

/** The document that the `json` format writes; the source of `oktahunt schema report`. */
export const reportSchema = z
  .strictObject({
    kind: z.literal('report'),
    schemaVersion: z.literal(reportVersion),
    at: time.nullable().describe('when the run began, by the clock of its machine'),
    org: text.nullable().describe('host of the configured org; null if none is configured'),
    tool: z.strictObject({ name: text, version: text, rulesDigest: text }),
    findings: z.array(findingSchema),
    cases: z.array(caseSchema).describe('each finding is in one; what reached most comes first'),
    rejections: z
      .array(rejection)
      .max(rejectionsKept)
      .describe('the first of them; the summary counts all'),
    summary: summarySchema,
  })
  .meta({
    title: 'oktahunt report',
    description: 'The findings of one run, and how complete it was',
  });
