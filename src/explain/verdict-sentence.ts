import type { FindingDraft } from '../finding/finding-draft.ts';
import { type Message, tell, toldInEnglish } from '../language/message.ts';
import type { Level } from '../rule/level.ts';
import { causeTold } from './cause-message.ts';
import type { TraceKind, TraceNode } from './explanation.ts';

/** At most so many parts are named in the sentence; the tree beside it has them all. */
const fewParts = 3;

/** What the closing sentence of an explanation is made from. */
export interface VerdictInput {
  readonly condition: TraceNode;
  readonly candidate: boolean;
  readonly causes: readonly string[];
  readonly level: Level;
  readonly finding: FindingDraft | undefined;
  /** Whether the rule produces findings of its own. */
  readonly reports: boolean;
}

/** Why a rule came out as it did, in one sentence. */
export function verdictSentence({
  condition,
  candidate,
  causes,
  level,
  finding,
  reports,
}: VerdictInput): Message {
  const reasons = sentenceOf(condition);
  if (condition.verdict === 'yes') {
    return tell('verdict.holds', {
      level: tell(`level.${level}`),
      reasons,
      whereabouts: whereabouts(finding, reports),
    });
  }
  if (condition.verdict === 'undecided') {
    return tell('verdict.staysUndecided', { reasons, causes: causesTold(causes) });
  }
  return tell(candidate ? 'verdict.notHolds' : 'verdict.notOnEvent', { reasons });
}

/** Where an alert went, as a clause. */
export function whereabouts(finding: FindingDraft | undefined, reports: boolean): Message {
  if (finding) {
    const { id, fingerprint } = finding;
    return tell('verdict.inFinding', { id, fingerprint });
  }
  return tell(reports ? 'verdict.dropped' : 'verdict.feeds');
}

/** Why a rule stayed undecided. */
export function causesTold(causes: readonly string[]): Message | '' {
  return andThen(causes.map(causeTold));
}

function andThen([only, ...others]: readonly Message[]): Message | '' {
  if (!only) return '';
  return others.reduce((first, second) => tell('verdict.andThen', { first, second }), only);
}

/** The deciding parts of a condition, in words. */
export function sentenceOf(condition: TraceNode): Message | '' {
  return sentence(deciding(condition));
}

/** The parts that decided a condition; selections are named, not opened. */
function deciding(part: TraceNode): readonly TraceNode[] {
  switch (part.kind) {
    case 'and':
    case 'or':
      return part.parts.filter(({ verdict }) => verdict === part.verdict).flatMap(deciding);
    case 'not':
      return part.parts.flatMap(deciding);
    default:
      return [part];
  }
}

/** Window facts come first: the event itself is before the reader's eyes. */
function sentence(parts: readonly TraceNode[]): Message | '' {
  const ordered = [...parts.filter(usesFacts), ...parts.filter((part) => !usesFacts(part))];
  const described = ordered.map(describe);
  const clauses = [...new Map(described.map((one) => [toldInEnglish(one), one])).values()];
  if (clauses.length <= fewParts) return andThen(clauses);
  return tell('verdict.more', {
    list: clauses.slice(0, fewParts),
    count: String(clauses.length - fewParts),
  });
}

function usesFacts({ kind, parts }: TraceNode): boolean {
  return kind === 'fact' || parts.some(usesFacts);
}

/** Nodes that are clear from their own text and what they found. */
const plain: ReadonlySet<TraceKind> = new Set(['test', 'fact', 'members', 'number', 'rule', 'row']);

function describe(part: TraceNode): Message {
  const { kind, text: name, verdict, parts } = part;
  const { text = name } = part.told ?? {};
  if (kind === 'row') return rowText(part);
  if (plain.has(kind)) {
    return tell(`verdict.test.${verdict}`, { text, found: foundTold(part) });
  }
  const inner = parts.flatMap(testsBehind);
  const first = inner[0];
  const why = first
    ? tell('verdict.why', { text: first.told?.text ?? first.text, found: foundTold(first) })
    : '';
  const noun =
    kind === 'filter'
      ? 'verdict.filter'
      : kind === 'matches'
        ? 'verdict.rule'
        : 'verdict.selection';
  return tell(`verdict.name.${verdict}`, { name: tell(noun, { name }), why });
}

function rowText({ verdict, parts }: TraceNode): Message {
  const steps = parts.map(({ kind, text, parts: [inner] }) =>
    kind === 'not' ? tell('verdict.noStep', { step: inner?.text ?? '' }) : text,
  );
  return tell(`verdict.row.${verdict}`, { steps });
}

/** The tests that decided a selection. */
function testsBehind(part: TraceNode): readonly TraceNode[] {
  if (plain.has(part.kind)) return [part];
  if (part.kind === 'not') return part.parts.flatMap(testsBehind);
  return part.parts.filter(({ verdict }) => verdict === part.verdict).flatMap(testsBehind);
}

function foundTold({ found, told }: TraceNode): Message | readonly (Message | string)[] {
  const all = told?.found ?? found;
  if (all.length === 0) return tell('verdict.nothing');
  return all.length <= 2 ? all : [...all.slice(0, 2), '…'];
}
