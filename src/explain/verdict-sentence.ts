import type { Finding } from '../finding/finding.ts';
import type { Level } from '../rule/level.ts';
import type { TraceKind, TraceNode, VerdictName } from './explanation.ts';

/** At most so many parts are named in the sentence; the tree beside it has them all. */
const fewParts = 3;

/** What the closing sentence of an explanation is made from. */
export interface VerdictInput {
  readonly condition: TraceNode;
  readonly candidate: boolean;
  readonly causes: readonly string[];
  readonly level: Level;
  readonly finding: Finding | undefined;
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
}: VerdictInput): string {
  const reasons = sentenceOf(condition);
  if (condition.verdict === 'yes') {
    return `The rule holds, with level ${level}: ${reasons}; ${whereabouts(finding, reports)}.`;
  }
  if (condition.verdict === 'undecided') {
    return `The rule stays undecided and does not alert: ${reasons}; ${causes.join(', and ')}.`;
  }
  const why = candidate ? '' : ' on the event alone';
  return `The rule does not hold${why}: ${reasons}.`;
}

/** Where an alert went, as a clause. */
export function whereabouts(finding: Finding | undefined, reports: boolean): string {
  if (finding) return `the alert is part of the finding ${finding.id} (${finding.fingerprint})`;
  return reports
    ? 'the alert was dropped because the rule had too many findings'
    : 'the alert only feeds other rules';
}

/** The deciding parts of a condition, in words. */
export function sentenceOf(condition: TraceNode): string {
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

const says: Readonly<Record<VerdictName, string>> = {
  yes: 'holds',
  no: 'does not hold',
  undecided: 'is undecided',
};

/** Window facts come first: the event itself is before the reader's eyes. */
function sentence(parts: readonly TraceNode[]): string {
  const ordered = [...parts.filter(usesFacts), ...parts.filter((part) => !usesFacts(part))];
  const clauses = [...new Set(ordered.map(describe))];
  if (clauses.length <= fewParts) return clauses.join(', and ');
  return `${clauses.slice(0, fewParts).join(', ')}, and ${clauses.length - fewParts} more`;
}

function usesFacts({ kind, parts }: TraceNode): boolean {
  return kind === 'fact' || parts.some(usesFacts);
}

/** Nodes that are clear from their own text and what they found. */
const plain: ReadonlySet<TraceKind> = new Set(['test', 'fact', 'members', 'number', 'rule', 'row']);

function describe(part: TraceNode): string {
  const { kind, text, verdict, found, parts } = part;
  if (kind === 'row') return rowText(part);
  if (plain.has(kind)) return `${text} ${says[verdict]} (found ${foundText(found)})`;
  const inner = parts.flatMap(testsBehind);
  const first = inner[0];
  const why = first ? ` (${first.text}, found ${foundText(first.found)})` : '';
  const noun = kind === 'filter' ? 'the filter ' : kind === 'matches' ? 'the rule ' : '';
  const name = `${noun}"${text}"`;
  return `${name} ${says[verdict]}${why}`;
}

function rowText({ verdict, parts }: TraceNode): string {
  const steps = parts.map(({ kind, text, parts: [inner] }) =>
    kind === 'not' ? `no ${inner?.text}` : text,
  );
  return `the sequence ${steps.join(', ')} ${says[verdict]}`;
}

/** The tests that decided a selection. */
function testsBehind(part: TraceNode): readonly TraceNode[] {
  if (plain.has(part.kind)) return [part];
  if (part.kind === 'not') return part.parts.flatMap(testsBehind);
  return part.parts.filter(({ verdict }) => verdict === part.verdict).flatMap(testsBehind);
}

function foundText(found: readonly string[]): string {
  if (found.length === 0) return 'nothing';
  return found.length <= 2 ? found.join(', ') : `${found.slice(0, 2).join(', ')}, …`;
}
