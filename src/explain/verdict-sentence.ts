import type { Finding } from '../finding/finding.ts';
import type { Level } from '../rule/level.ts';
import type { TraceKind, TraceNode, VerdictName } from './explanation.ts';

/** At most so many parts are named in the sentence; the tree beside it has them all. */
const fewParts = 3;

/** What the last sentence of an account is made from. */
export interface VerdictInput {
  readonly condition: TraceNode;
  readonly anchor: boolean;
  readonly causes: readonly string[];
  readonly level: Level;
  readonly finding: Finding | undefined;
  /** Whether what the rule finds is told at all. */
  readonly reports: boolean;
}

/** Why a rule came out as it did, in one sentence. */
export function verdictSentence({
  condition,
  anchor,
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
  const why = anchor ? '' : ' by the event alone, before any window is asked';
  return `The rule does not hold${why}: ${reasons}.`;
}

/** Where an alert went, as a clause. */
export function whereabouts(finding: Finding | undefined, reports: boolean): string {
  if (finding) return `the alert is part of the finding ${finding.id} (${finding.fingerprint})`;
  return reports
    ? 'the alert was let go, because the rule had too many findings'
    : 'the alert only feeds other rules';
}

/** The parts because of which a condition came out as it did, in words. */
export function sentenceOf(condition: TraceNode): string {
  return sentence(deciding(condition));
}

/** The parts because of which a condition came out as it did; selections are named, not opened. */
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

/** What the windows showed comes first: the event itself is before the reader's eyes. */
function sentence(parts: readonly TraceNode[]): string {
  const [asked, own] = [parts.filter(asksFacts), parts.filter((part) => !asksFacts(part))];
  const told = [...new Set([...asked, ...own].map(describe))];
  if (told.length <= fewParts) return told.join(', and ');
  return `${told.slice(0, fewParts).join(', ')}, and ${told.length - fewParts} more`;
}

function asksFacts({ kind, parts }: TraceNode): boolean {
  return kind === 'fact' || parts.some(asksFacts);
}

/** What says enough by its own text and what it found. */
const plain: ReadonlySet<TraceKind> = new Set(['test', 'fact', 'members', 'number', 'rule', 'row']);

function describe(part: TraceNode): string {
  const { kind, text, verdict, found, parts } = part;
  if (kind === 'row') return rowText(part);
  if (plain.has(kind)) return `${text} ${says[verdict]} (found ${foundText(found)})`;
  const inner = parts.flatMap(testsBehind);
  const first = inner[0];
  const why = first ? ` (${first.text}, found ${foundText(first.found)})` : '';
  const name = kind === 'filter' ? `the filter "${text}"` : `"${text}"`;
  return `${name} ${says[verdict]}${why}`;
}

function rowText({ verdict, parts }: TraceNode): string {
  const steps = parts.map(({ kind, text, parts: [inner] }) =>
    kind === 'not' ? `no ${inner?.text}` : text,
  );
  return `the row ${steps.join(', ')} ${says[verdict]}`;
}

/** The tests because of which a selection came out as it did. */
function testsBehind(part: TraceNode): readonly TraceNode[] {
  if (plain.has(part.kind)) return [part];
  if (part.kind === 'not') return part.parts.flatMap(testsBehind);
  return part.parts.filter(({ verdict }) => verdict === part.verdict).flatMap(testsBehind);
}

function foundText(found: readonly string[]): string {
  if (found.length === 0) return 'nothing';
  return found.length <= 2 ? found.join(', ') : `${found.slice(0, 2).join(', ')}, …`;
}
