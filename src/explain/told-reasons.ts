import type { VerdictTree } from '../detection/compiled-rule.ts';
import { truthOf } from '../detection/truth.ts';
import { type Answers, decidingLeaves, evaluate, type Leaf } from '../detection/verdict.ts';
import type { Reason, Why } from '../finding/finding.ts';
import { noReasons, type ReasonPlace, type Reasons, wholeRule } from '../rule/reason-template.ts';
import { sentenceOf } from './filled-sentence.ts';

/** How much a reason tells by which an event differs from everyday ones; less is more. */
export const tellings = {
  window: 2_000,
  field: 3_000,
  contrary: 4_000,
  ordinary: 5_000,
} as const;

/** A reason with the plain words for it, where its rule has none of its own. */
export interface PlainReason {
  readonly why: Why;
  readonly text: string;
  readonly telling: (typeof tellings)[keyof typeof tellings];
  /** What two reasons have in common of which one suffices. */
  readonly gist: string;
}

/** A part of a verdict that decided it: one question, or all that the author has a sentence for. */
export type DecidingPart =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | {
      readonly kind: 'said';
      readonly templates: readonly string[];
      readonly place: number;
      /** Whether the rule itself says it, so that its windows can be named. */
      readonly isOwn: boolean;
      readonly leaves: readonly Leaf[];
    };

/** Sentences of a matched rule stand after those of the rule itself. */
const matchedPlace = 1_000;

/**
 * The reasons in sentences, the most telling first: those of the author in the order of the rule, then plain words for
 * what no sentence tells of. What is true of most events is left out where anything else is told.
 */
export function tellReasons(
  parts: readonly DecidingPart[],
  fill: (place: ReasonPlace, isOwn: boolean) => string | undefined,
  plainOf: (leaf: Leaf) => readonly PlainReason[],
): readonly Reason[] {
  const told: (Reason & { readonly place: number })[] = [];
  const plain: PlainReason[] = [];
  const said: PlainReason[] = [];
  for (const part of parts) {
    if (part.kind === 'leaf') {
      plain.push(...plainOf(part.leaf));
      continue;
    }
    const behind = part.leaves.flatMap(plainOf);
    const text = sentenceOf(part.templates, (place) => fill(place, part.isOwn));
    if (text === undefined && part.templates.length > 0) plain.push(...behind);
    else said.push(...behind);
    if (text === undefined) continue;
    const fields = [...new Set(behind.map(({ why }) => why.field))];
    told.push({ text, fields, place: part.place });
  }
  told.sort((a, b) => a.place - b.place);
  const isUnusual = ({ telling }: PlainReason): boolean => telling !== tellings.ordinary;
  const rest = unsaid(told.length > 0 ? plain.filter(isUnusual) : plain, said).sort(
    (a, b) => a.telling - b.telling,
  );
  const byGist = new Map(rest.toReversed().map((reason) => [reason.gist, reason]));
  const once = rest.filter((reason) => byGist.get(reason.gist) === reason);
  const telling = once.filter(isUnusual);
  const left = told.length + telling.length > 0 ? telling : once;
  // A rule may have told to be silent about all that it found; then plain words are better than none.
  const others = told.length + left.length > 0 ? left : parts.flatMap(plainBehind(plainOf));
  return merged([
    ...told.map(({ text, fields }) => ({ text, fields })),
    ...others.map(({ text, why }) => ({ text, fields: [why.field] })),
  ]);
}

/** Those of some reasons that no sentence tells of already. */
function unsaid(plain: readonly PlainReason[], said: readonly PlainReason[]): PlainReason[] {
  if (plain.length === 0) return [];
  const silent = new Set(said.flatMap(({ why, gist }) => [why.field, gist]));
  return plain.filter(({ why, gist }) => !silent.has(why.field) && !silent.has(gist));
}

function plainBehind(
  plainOf: (leaf: Leaf) => readonly PlainReason[],
): (part: DecidingPart) => readonly PlainReason[] {
  return (part) => (part.kind === 'leaf' ? [part.leaf] : part.leaves).flatMap(plainOf);
}

/** Each sentence once, with the fields of all that say it. */
function merged(reasons: readonly Reason[]): readonly Reason[] {
  const byText = new Map<string, Reason>();
  for (const { text, fields } of reasons) {
    const known = byText.get(text)?.fields ?? [];
    byText.set(text, { text, fields: [...new Set([...known, ...fields])] });
  }
  return [...byText.values()];
}

/** The parts because of which verdicts hold, each with the sentences that a rule has for it. */
export function partsOf(
  verdicts: readonly VerdictTree[],
  { reasons, factName }: Pick<Wording, 'reasons' | 'factName'>,
  answers: Answers,
): readonly DecidingPart[] {
  const own: Wording = { reasons, place: 0, factName };
  return verdicts.flatMap((verdict) => [...decidingParts(verdict, true, answers, own)]);
}

/** The sentences for a part of a verdict, and where they stand among all. */
interface Wording {
  readonly reasons: Reasons;
  readonly place: number;
  /** What a comparison of facts, by its number, is about. */
  readonly factName: (fact: number) => string;
}

/** The parts because of which a verdict comes out as `wanted`, those with a sentence unopened. */
function* decidingParts(
  verdict: VerdictTree,
  wanted: boolean,
  answers: Answers,
  wording: Wording,
): Generator<DecidingPart> {
  switch (verdict.kind) {
    case 'test':
      yield { kind: 'leaf', leaf: { ...verdict, wanted } };
      return;
    case 'fact':
      yield factPart({ ...verdict, wanted }, wording);
      return;
    case 'selection':
    case 'matches':
    case 'filter': {
      const inner = verdict.kind === 'selection' ? wording : wordingWithin(verdict, wording);
      const key =
        verdict.kind === 'selection' ? `${wanted ? '' : 'not '}${verdict.name}` : wholeRule;
      const templates = verdict.kind === 'selection' || wanted ? inner.reasons.get(key) : undefined;
      if (templates === undefined) {
        yield* decidingParts(verdict.of, wanted, answers, inner);
        return;
      }
      const place = inner.place + [...inner.reasons.keys()].indexOf(key);
      const leaves = [...decidingLeaves(verdict.of, wanted, answers)];
      yield { kind: 'said', templates, place, isOwn: inner.place === 0, leaves };
      return;
    }
    case 'not':
      yield* decidingParts(verdict.of, !wanted, answers, wording);
      return;
    case 'and':
    case 'or':
      for (const part of verdict.of) {
        if (evaluate(part, answers) !== truthOf(wanted)) continue;
        yield* decidingParts(part, wanted, answers, wording);
      }
  }
}

/** A comparison of facts, with the author's sentence if there is one. */
function factPart(
  leaf: Extract<Leaf, { kind: 'fact' }>,
  { reasons, place, factName }: Wording,
): DecidingPart {
  const name = factName(leaf.fact);
  const templates = leaf.wanted && place === 0 ? reasons.get(name) : undefined;
  if (templates === undefined) return { kind: 'leaf', leaf };
  const at = [...reasons.keys()].indexOf(name);
  return { kind: 'said', templates, place: at, isOwn: true, leaves: [leaf] };
}

/** The words for what stands in a matched rule; a filter has none. */
function wordingWithin(
  { kind, reasons }: Extract<VerdictTree, { kind: 'selection' | 'filter' | 'matches' }>,
  { place, factName }: Wording,
): Wording {
  const own = (kind === 'matches' && reasons) || noReasons;
  return { reasons: own, place: place + matchedPlace, factName };
}
