import type { CompiledRule } from '../detection/compiled-rule.ts';
import { attackSteps } from '../finding/attack-steps.ts';
import type { CaseFinding, FindingLinks, LinkedFinding } from '../finding/case/finding-links.ts';
import { confidenceOf, scoreOf } from '../finding/confidence.ts';
import { describeEvents, type ShownEvent } from '../finding/evidence.ts';
import type { EvidenceEvent, Finding } from '../finding/finding.ts';
import type { FindingDraft } from '../finding/finding-draft.ts';
import { findingVersion } from '../finding/format-version.ts';
import { responseSteps } from '../finding/response-steps.ts';
import type { Level } from '../rule/level.ts';
import type { IntView } from '../store/column.ts';
import { type CarriedRecord, createRecordColumn } from '../store/record-column.ts';
import type { Store } from '../store/store.ts';
import type { EventTable } from '../window/event-table.ts';

/** What of a finding ranks it and joins it with others, apart from what its rule says. */
export interface Gist
  extends Pick<FindingDraft, 'title' | 'actor' | 'targets' | 'sessions' | 'when' | 'where'> {
  readonly decisive: string;
  readonly links: FindingLinks;
}

/** All else that is known of a finding alone. */
export interface Details
  extends Pick<
    FindingDraft,
    'identity' | 'reasons' | 'why' | 'userAgents' | 'outcomes' | 'evidence' | 'evidenceDigest'
  > {
  /** The events that it shows. */
  readonly shown: readonly ShownEvent[];
}

/** By what a finding is known. */
export interface FindingKey {
  readonly rule: CompiledRule;
  readonly fingerprint: string;
  readonly severity: Level;
}

/** Where a finding is in its file. */
export interface FiledPlace {
  readonly gist: number;
  readonly details: number;
  /** Of the events behind it. */
  readonly rows: number;
}

/** Reads findings back: one for all of a file. */
export interface FindingContents {
  /** What ranks a finding and joins it with others. */
  linked(one: FindingKey & FiledPlace): LinkedFinding;
  /** All of it; to be asked for as long as its events are remembered. */
  whole(one: FindingKey & FiledPlace): WholeFinding;
  /** The events of the log behind it. */
  behind(place: FiledPlace): IntView;
  /** What was put away, as it can go to another file; left out if there is no file. */
  carry?(place: FiledPlace): CarriedFinding;
}

/** How a finding was put away. */
export interface FiledFinding extends FiledPlace {
  /** Whether there are acts among its links. */
  readonly hasActs: boolean;
  readonly contents: FindingContents;
}

/** What was put away of a finding, on its way from one file to another. */
export interface CarriedFinding {
  readonly gist: CarriedRecord<Gist>;
  readonly details: CarriedRecord<Details>;
}

/** A finding, and the events that it shows. */
export interface WholeFinding {
  readonly draft: FindingDraft;
  readonly events: readonly EvidenceEvent[];
}

/** Where findings wait until they are reported: all findings of a log are held until they are ranked. */
export interface FindingFile {
  /** Puts a finding away, and the rows of the log behind it; its events are described when it is read back. */
  put(gist: Gist, details: Details, behind: IntView): FiledFinding;
  /** Puts a finding away that comes from another file; the numbers of its events are the same here. */
  take(carried: CarriedFinding, hasActs: boolean, behind: IntView): FiledFinding;
}

/** Makes an empty file in pages; the events that findings show are in `table`. */
export function createFindingFile(table: EventTable, store: Store): FindingFile {
  const gists = createRecordColumn<Gist>(store);
  const details = createRecordColumn<Details>(store);
  // The rows behind each finding stand after their number.
  const rows = store.column(32);
  const keep = (behind: IntView): number => {
    const place = rows.length;
    rows.push(behind.length);
    for (let at = 0; at < behind.length; at++) rows.push(behind.get(at));
    return place;
  };
  const contents: FindingContents = {
    linked: (one) => linkedFrom(one, gists.get(one.gist)),
    whole(one) {
      const rest = details.get(one.details);
      const draft = draftFrom(one, gists.get(one.gist), rest);
      return { draft, events: describeEvents(rest.shown, table) };
    },
    behind({ rows: place }) {
      return { length: rows.get(place), get: (index) => rows.get(place + 1 + index) };
    },
    carry: (place) => ({ gist: gists.carry(place.gist), details: details.carry(place.details) }),
  };
  return {
    put(gist, rest, behind) {
      const place = { gist: gists.push(gist), details: details.push(rest), rows: keep(behind) };
      return { ...place, contents, hasActs: gist.links.acts.length > 0 };
    },
    take({ gist, details: rest }, hasActs, behind) {
      const place = { gist: gists.take(gist), details: details.take(rest), rows: keep(behind) };
      return { ...place, contents, hasActs };
    },
  };
}

/** The short name of a finding. */
export function findingId(fingerprint: string): string {
  return `okf_${fingerprint.slice(5, 17)}`;
}

type PartsOfRule = Pick<Finding, 'rule' | 'attack' | 'falsePositives' | 'respond' | 'response'>;

const knownParts = new WeakMap<CompiledRule, PartsOfRule>();

/** What all findings of a rule say alike: once, since a rule may have thousands. */
function partsOfRule(rule: CompiledRule): PartsOfRule {
  const known = knownParts.get(rule);
  if (known) return known;
  const { id, name, title, status, tags, references, falsepositives, response } = rule;
  const parts: PartsOfRule = {
    rule: { id, name, title, status, tags: [...tags], references: [...references] },
    attack: attackSteps(tags),
    falsePositives: [...falsepositives],
    respond: [...response],
    response: responseSteps(response),
  };
  knownParts.set(rule, parts);
  return parts;
}

/** Written out, since to copy what is left of an object takes as long as to read it back. */
function linkedFrom({ rule, fingerprint, severity }: FindingKey, gist: Gist): LinkedFinding {
  const { title, actor, targets, sessions, when, where, decisive, links } = gist;
  const { rule: head, respond } = partsOfRule(rule);
  const finding: CaseFinding = {
    title,
    actor,
    targets,
    sessions,
    when,
    where,
    fingerprint,
    severity,
    rule: head,
    respond,
    evidence: { decisive },
  };
  return { finding, links };
}

function draftFrom(
  { rule, fingerprint, severity }: FindingKey,
  { title, actor, targets, sessions, when, where }: Gist,
  { identity, reasons, why, userAgents, outcomes, evidence, evidenceDigest }: Details,
): FindingDraft {
  const ofRule = partsOfRule(rule);
  const confidence = confidenceOf(rule.status, 0);
  return {
    kind: 'finding',
    schemaVersion: findingVersion,
    id: findingId(fingerprint),
    fingerprint,
    rule: ofRule.rule,
    identity,
    severity,
    confidence,
    score: scoreOf(severity, confidence),
    attack: ofRule.attack,
    title,
    reasons,
    why,
    ...{ actor, targets, sessions, when, where, userAgents, outcomes, evidence, evidenceDigest },
    falsePositives: ofRule.falsePositives,
    respond: ofRule.respond,
    response: ofRule.response,
  };
}
