import type { Level } from '../rule/level.ts';
import type { Part, Verdict } from './account.ts';
import type { Finding } from './finding.ts';

/** At most so many parts are named in the sentence; the tree beside it has them all. */
const fewParts = 3;

/** What the last sentence of an account is made from. */
export interface Outcome {
  readonly condition: Part;
  readonly anchor: boolean;
  readonly causes: readonly string[];
  readonly level: Level;
  readonly finding: Finding | undefined;
}

/** Why a rule came out as it did, in one sentence. */
export function blame({ condition, anchor, causes, level, finding }: Outcome): string {
  const reasons = sentence(deciding(condition));
  if (condition.verdict === 'yes') {
    const into = finding
      ? `the alert is part of the finding ${finding.id} (${finding.fingerprint})`
      : 'the alert was let go, because the rule had too many findings';
    return `The rule holds, with level ${level}: ${reasons}; ${into}.`;
  }
  if (condition.verdict === 'undecided') {
    return `The rule stays undecided and does not alert: ${reasons}; ${causes.join(', and ')}.`;
  }
  const why = anchor ? '' : ' by the event alone, before any window is asked';
  return `The rule does not hold${why}: ${reasons}.`;
}

/** The parts because of which a condition came out as it did; selections are named, not opened. */
function deciding(part: Part): readonly Part[] {
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

const says: Readonly<Record<Verdict, string>> = {
  yes: 'holds',
  no: 'does not hold',
  undecided: 'is undecided',
};

/** What the windows showed comes first: the event itself is before the reader's eyes. */
function sentence(parts: readonly Part[]): string {
  const [asked, own] = [parts.filter(asksFacts), parts.filter((part) => !asksFacts(part))];
  const told = [...new Set([...asked, ...own].map(describe))];
  if (told.length <= fewParts) return told.join(', and ');
  return `${told.slice(0, fewParts).join(', ')}, and ${told.length - fewParts} more`;
}

function asksFacts({ kind, parts }: Part): boolean {
  return kind === 'fact' || parts.some(asksFacts);
}

function isTest({ kind }: Part): boolean {
  return kind === 'test' || kind === 'fact';
}

function describe(part: Part): string {
  const { text, verdict, found, parts } = part;
  if (isTest(part)) return `${text} ${says[verdict]} (found ${foundText(found)})`;
  const inner = parts.flatMap(testsBehind);
  const first = inner[0];
  const why = first ? ` (${first.text}, found ${foundText(first.found)})` : '';
  return `"${text}" ${says[verdict]}${why}`;
}
/** The tests because of which a selection came out as it did. */
function testsBehind(part: Part): readonly Part[] {
  if (isTest(part)) return [part];
  if (part.kind === 'not') return part.parts.flatMap(testsBehind);
  return part.parts.filter(({ verdict }) => verdict === part.verdict).flatMap(testsBehind);
}

function foundText(found: readonly string[]): string {
  if (found.length === 0) return 'nothing';
  return found.length <= 2 ? found.join(', ') : `${found.slice(0, 2).join(', ')}, …`;
}
