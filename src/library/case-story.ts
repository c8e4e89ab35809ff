import type { Event } from '../event/event.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import type { ReadOptions } from '../input/events.ts';
import type { Report } from '../report/finding/report.ts';
import type { LoneFinding, Shown, ShownCase } from '../report/story/story.ts';
import { caseRequest, type EventRequest } from '../timeline/event-request.ts';
import { listedTimeline } from '../timeline/listed-timeline.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { draftTimeline } from '../timeline/timeline-draft.ts';
import { again, openLog, type RepeatableLog } from './log.ts';
import { UnknownName } from './unknown-name.ts';

/** What is known of a log: what was found in it, and how complete it is. */
export type KnownReport = Pick<Report, 'findings' | 'cases' | 'summary'>;

/** What came of going through a log once. */
export interface PassCounts {
  readonly records: number;
  readonly skipped: number;
  /** Whether a signal ended it. */
  readonly isCut: boolean;
}

/** Goes through a log once. */
export type ReadPass = (see: (event: Event) => void) => Promise<PassCounts>;

/** Doubts about a log that are about what could be read of it, not about rules. */
const cutting: readonly string[] = [
  'nothing-read',
  'skipped',
  'skipped-names',
  'cut-short',
  'archive-changed',
];

/**
 * A timeline of each request: of the log, which is read twice for all of them together, or, without one, of
 * what the findings list.
 */
export async function timelinesOf(
  requests: readonly EventRequest[],
  limit: number,
  { findings, cases, summary }: KnownReport,
  read: ReadPass | undefined,
): Promise<readonly Timeline[]> {
  const plans = requests.map((request) => ({ request, findings, cases, limit }));
  if (!read) return plans.map(listedTimeline);
  if (plans.length === 0) return [];
  const drafts = plans.map(draftTimeline);
  const sought = await read((event) => {
    for (const draft of drafts) draft.seek(event);
  });
  const gathered = await read((event) => {
    for (const draft of drafts) draft.gather(event);
  });
  const isCut = sought.isCut || gathered.isCut || gathered.skipped > 0;
  const isScanned = (summary?.doubts ?? []).every(({ code }) => !cutting.includes(code));
  return drafts.map((draft) => draft.timeline(!isCut && isScanned));
}

/** Each case with its timeline and findings. */
export async function storiesOf(
  cases: readonly Case[],
  limit: number,
  known: KnownReport,
  read: ReadPass | undefined,
): Promise<readonly ShownCase[]> {
  const parts = cases.map((one) => {
    const members = new Set(one.findings);
    const findings = known.findings
      .filter(({ fingerprint }) => members.has(fingerprint))
      .sort((a, b) => one.findings.indexOf(a.fingerprint) - one.findings.indexOf(b.fingerprint));
    return { case: one, findings, request: caseRequest(one, findings) };
  });
  const requests = parts.map(({ request }) => request);
  const timelines = await timelinesOf(requests, limit, known, read);
  return parts.flatMap(({ request: _, ...story }, index) => {
    const timeline = timelines[index];
    return timeline ? [{ ...story, timeline }] : [];
  });
}

/** A finding with its case, if that is known. */
export function withCase(finding: Finding, { cases }: Pick<Report, 'cases'>): LoneFinding {
  const own = cases.find(
    ({ id, findings }) => findings.includes(finding.fingerprint) || id === finding.case,
  );
  return { finding, case: own };
}

/** How stories and timelines are told. */
export interface StoryOptions extends ReadOptions {
  /** The log in which it was found; without it only events that findings list are told. */
  readonly log?: RepeatableLog;
  /** At most so many events of each timeline, those nearest to what was found; 2,000 if left out. */
  readonly limit?: number;
}

/** Which events a timeline shows: of each kind one of the values, and all kinds that are given. */
export interface TimelineQuestion {
  /** Logins in any case, or ids: of who acts, or of users that something is done to. */
  readonly users?: readonly string[];
  /** External or root session ids. */
  readonly sessions?: readonly string[];
  /** Addresses, or networks in CIDR notation. */
  readonly addresses?: readonly string[];
  /** Device tokens (`dtHash`), device ids or names. */
  readonly devices?: readonly string[];
  /** Ids of cases. */
  readonly cases?: readonly string[];
  /** Events from this moment on; milliseconds since 1970 UTC. */
  readonly since?: number;
  /** Events before this moment; milliseconds since 1970 UTC. */
  readonly until?: number;
}

const usualLimit = 2_000;

/**
 * All that the people, sessions, machines or cases of a question did, in order, told apart by whose hand it was.
 * Rejects with an `UnknownName` for an id of no case; else rejects as `huntLog` does.
 */
export async function timelineOf(
  report: KnownReport,
  question: TimelineQuestion,
  options: StoryOptions = {},
): Promise<Timeline> {
  const cases = (question.cases ?? []).map((id) => caseOf(id, report));
  const members = new Set(cases.flatMap(({ findings }) => findings));
  const { users = [], sessions = [], addresses = [], devices = [], since, until } = question;
  const request: EventRequest = {
    ...{ users, sessions, addresses, devices, since, until, cases },
    findings: report.findings.filter(({ fingerprint }) => members.has(fingerprint)),
  };
  const limit = options.limit ?? usualLimit;
  const [timeline] = await timelinesOf([request], limit, report, passOver(options));
  return timeline as Timeline;
}

/**
 * The story of cases and findings by their ids: what happened, what to do, what it rests on. Rejects with an
 * `UnknownName` for an id of neither; else rejects as `huntLog` does.
 */
export async function storyOf(
  report: KnownReport,
  ids: readonly string[],
  options: StoryOptions = {},
): Promise<Shown> {
  const lone = new Map(report.findings.map((finding) => [finding.id, finding]));
  const cases = ids.filter((id) => !lone.has(id)).map((id) => caseOf(id, report));
  const findings = ids.flatMap((id) => lone.get(id) ?? []);
  return {
    stories: await storiesOf(cases, options.limit ?? usualLimit, report, passOver(options)),
    findings: findings.map((finding) => withCase(finding, report)),
  };
}

function caseOf(id: string, { cases }: KnownReport): Case {
  const found = cases.find((one) => one.id === id);
  if (!found) throw new UnknownName('case', id);
  return found;
}

/** How the log of the options is gone through, each time from its beginning; undefined without one. */
function passOver({ log, ...options }: StoryOptions): ReadPass | undefined {
  if (!log) return undefined;
  return async (see) => {
    let [records, skipped] = [0, 0];
    for await (const item of openLog(again(log), options).events) {
      if (item.kind === 'source') continue;
      records++;
      if (item.kind === 'event') see(item);
      else skipped++;
    }
    return { records, skipped, isCut: false };
  };
}
