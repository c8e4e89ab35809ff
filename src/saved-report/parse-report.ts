import type { z } from 'zod';
import { isObject, type JsonObject, own } from '../event/json.ts';
import type { Case } from '../finding/case/case.ts';
import { caseSchema } from '../finding/case/case-schema.ts';
import type { Finding } from '../finding/finding.ts';
import { findingSchema } from '../finding/finding-schema.ts';
import { caseVersion, findingVersion, runVersion } from '../finding/format-version.ts';
import type { Summary } from '../finding/summary.ts';
import { type Message, type MessageValue, tell } from '../language/message.ts';
import { reportVersion } from '../report/finding/json-report.ts';
import type { RunRecord } from '../report/finding/machine/run-record.ts';
import { runSchema } from '../report/finding/machine/run-schema.ts';
import { reportSchema } from '../report/finding/report-schema.ts';
import { type SavedReport, SavedReportError } from './saved-report.ts';

const again = tell('saved.scanAgain');

/** Reads the text of a report, JSON or NDJSON; see `readReport`. Pure. */
export function parseReport(text: string, file: string): SavedReport {
  const trimmed = text.trim();
  if (trimmed === '') throw fault(file, undefined, tell('saved.empty'));
  const document = tryJson(trimmed);
  if (document.ok && isObject(document.value) && own(document.value, 'kind') === 'report') {
    return fromDocument(document.value, file);
  }
  if (!document.ok && /^\{\s*"kind"\s*:\s*"report"/.test(trimmed)) {
    throw fault(file, undefined, tell('saved.notWhole', { reason: document.reason }));
  }
  return fromLines(text, file);
}

function fromDocument(document: JsonObject, file: string): SavedReport {
  const version = String(own(document, 'schemaVersion') ?? '');
  const { tool, at, org, findings, cases, rejections, summary } = checked(
    reportSchema,
    { ...document, schemaVersion: reportVersion },
    { file, place: undefined, version, expected: reportVersion },
  );
  const found = latest(findings, cases, file);
  return { file, format: 'json', ...found, rejections, at, org, tool, summary };
}

function fromLines(text: string, file: string): SavedReport {
  const findings: Finding[] = [];
  const cases: Case[] = [];
  const runs: RunRecord[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const place = tell('saved.line', { line: String(index + 1) });
    const record = tryJson(line);
    if (!record.ok) throw fault(file, place, tell('saved.notRecord', { reason: record.reason }));
    const kind = isObject(record.value) ? own(record.value, 'kind') : undefined;
    const version = isObject(record.value) ? String(own(record.value, 'schemaVersion') ?? '') : '';
    const at = { file, place, version };
    if (kind === 'finding') {
      findings.push(checked(findingSchema, record.value, { ...at, expected: findingVersion }));
    } else if (kind === 'case') {
      cases.push(checked(caseSchema, record.value, { ...at, expected: caseVersion }));
    } else if (kind === 'run') {
      runs.push(checked(runSchema, record.value, { ...at, expected: runVersion }));
    } else throw foreign(file, place, kind);
  }
  const found = latest(findings, cases, file);
  return { file, format: 'ndjson', ...found, rejections: [], ...runOf(runs) };
}

/** What one run says of itself. Of several, or of one without an end, nobody can say how complete they are together. */
function runOf(runs: readonly RunRecord[]): Pick<SavedReport, 'at' | 'org' | 'tool' | 'summary'> {
  const [begin, end, another] = runs;
  const isOne = end?.phase === 'end' && another === undefined;
  return {
    at: begin?.at ?? null,
    org: begin?.org ?? null,
    tool: begin?.tool,
    summary: isOne ? (end.summary as Summary | undefined) : undefined,
  };
}

function foreign(file: string, place: Message, kind: unknown): SavedReportError {
  const isEvent = kind === undefined;
  return new SavedReportError(
    file,
    place,
    isEvent ? tell('saved.foreign') : tell('saved.foreignKind', { kind: String(kind) }),
    tell(isEvent ? 'saved.scanFirst' : 'saved.nameReport'),
  );
}

interface Place {
  readonly file: string;
  readonly place: Message | undefined;
  /** What the record says of itself, and what this version writes. */
  readonly version: string;
  readonly expected: string;
}

/** The value, as its schema describes it. A fault names the first place that differs, or the version. */
function checked<T>(schema: z.ZodType<T>, value: unknown, at: Place): T {
  const result = schema.safeParse(value);
  // Not the copy that was checked: its keys are in another order, and a report is written again byte by byte.
  if (result.success) return value as T;
  const [issue] = result.error.issues;
  const where = (issue?.path ?? []).map(String).join('.');
  const places = [...(at.place ? [at.place] : []), ...(where === '' ? [] : [where])];
  const place = places.length > 0 ? places : undefined;
  if (at.version !== at.expected) {
    const { file, version, expected } = at;
    const reason =
      version === ''
        ? tell('saved.noVersion', { expected })
        : tell('saved.otherVersion', { version, expected });
    throw new SavedReportError(file, place, reason, tell('saved.scanWithThis'));
  }
  const reason = issue?.message ?? tell('saved.unknown');
  throw fault(at.file, place, tell('saved.notAsReport', { reason }));
}

function fault(file: string, place: MessageValue | undefined, reason: Message): SavedReportError {
  return new SavedReportError(file, place, reason, again);
}

/** The latest word on each finding and case; a watch reports both again when they grow. */
function latest(
  findings: readonly Finding[],
  cases: readonly Case[],
  file: string,
): Pick<SavedReport, 'findings' | 'cases' | 'hidden'> {
  const known = new Map(findings.map((one) => [one.fingerprint, one]));
  const found = new Map(cases.map((one) => [one.id, one]));
  const named = new Set([...found.values()].flatMap((one) => one.findings));
  const lone = [...known.values()].find(
    (one) => !named.has(one.fingerprint) && one.case === undefined,
  );
  if (lone) {
    throw fault(file, undefined, tell('saved.noCase', { id: lone.id }));
  }
  return {
    findings: [...known.values()],
    cases: [...found.values()],
    hidden: [...named].filter((fingerprint) => !known.has(fingerprint)),
  };
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

function tryJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
