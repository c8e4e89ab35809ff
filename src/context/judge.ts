import type { AtomTruths, Compiled } from '../detection/compile.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { Window } from '../rule/window.ts';
import { compileFactTest, type FactTest } from './fact-test.ts';
import { groupNumbers } from './groups.ts';
import { createGrowable } from './growable.ts';
import type { Row } from './memory.ts';
import type { View } from './view.ts';

/** Events that may satisfy a rule, with the truth of the rule's atoms for each. */
export interface Anchors {
  readonly rows: ArrayLike<Row>;
  atoms(index: number): AtomTruths;
}

/** What became of one anchor. */
export interface Judged {
  readonly row: Row;
  /** One truth per verdict of the compiled rule. */
  readonly truths: readonly Truth[];
  /** The key under each window, by name, that the first verdict was reached with. */
  readonly keys: ReadonlyMap<string, number>;
  /** The windows whose facts left the first verdict open. */
  readonly open: readonly string[];
}

/** An event cannot be neighbour of more combinations of keys than this. */
const maxVariants = 32;

/**
 * Judges anchors by their windows; yields those whose first verdict is true or undecided, in order
 * of time. An anchor with several keys satisfies the rule if it does with any of them; the key with
 * which most of the further verdicts hold as well is the one that is told.
 */
export function* judge(
  compiled: Compiled,
  anchors: Anchors,
  views: ReadonlyMap<string, View>,
  ranks: Int32Array,
  lists: Lists,
): Generator<Judged> {
  if (compiled.facts.length === 0) return yield* judgeAlone(compiled, anchors, ranks);
  const windows = [...new Set(compiled.facts.map((test) => windowOf(test)))];
  const variants = createVariants(anchors, windows, views, ranks);
  const truths = compiled.facts.map(() => new Uint8Array(variants.length).fill(undecided));
  const settled = new Uint8Array(variants.length);
  for (const name of windows) {
    fill(compiled.facts, truths, variants, settled, views.get(name) as View, lists);
    settle(compiled, anchors, truths, variants, settled);
  }
  for (let at = 0; at < variants.length; ) {
    let best: { truths: readonly Truth[]; variant: number } | undefined;
    const anchor = variants.anchors[at] as number;
    for (; at < variants.length && variants.anchors[at] === anchor; at++) {
      const variant = at;
      if (settled[variant] === 1) continue;
      const fact = (index: number): Truth => truths[index]?.[variant] as Truth;
      const found = compiled.verdicts.map((verdict) => verdict(anchors.atoms(anchor), fact));
      if (!best || isBetter(found, best.truths)) best = { truths: found, variant };
    }
    if (!best || best.truths[0] === no) continue;
    const { variant } = best;
    const keys = new Map(
      windows.map((name) => [name, variants.keys.get(name)?.[variant] as number]),
    );
    const own = compiled.facts.slice(0, compiled.ownFacts);
    const open = own.filter((_, index) => truths[index]?.[variant] === undecided).map(windowOf);
    yield { row: anchors.rows[anchor] as Row, truths: best.truths, keys, open: [...new Set(open)] };
  }
}

/** Whether the first verdict is nearer to true; or as near, and more of the further verdicts hold. */
function isBetter(truths: readonly Truth[], others: readonly Truth[]): boolean {
  const [first, second] = [truths[0] as Truth, others[0] as Truth];
  const held = (some: readonly Truth[]): number => some.filter((truth) => truth === yes).length;
  return first === second ? held(truths) > held(others) : first > second;
}

/** Judges anchors of a rule that compares no facts: they hold, or they would be no anchors. */
function* judgeAlone(compiled: Compiled, anchors: Anchors, ranks: Int32Array): Generator<Judged> {
  const rankOf = (anchor: number): number => ranks[anchors.rows[anchor] as Row] as number;
  const order = Int32Array.from({ length: anchors.rows.length }, (_, anchor) => anchor);
  const noFact = (): Truth => no;
  for (const anchor of order.sort((a, b) => rankOf(a) - rankOf(b))) {
    const truths = compiled.verdicts.map((verdict) => verdict(anchors.atoms(anchor), noFact));
    yield { row: anchors.rows[anchor] as Row, truths, keys: noKeys, open: [] };
  }
}

const noKeys: ReadonlyMap<string, number> = new Map();

/** The window that a fact comparison is about. */
function windowOf(test: FieldTest): string {
  return (test.fact as { window: string }).window;
}

/** Stands for the key of an event that lacks a part of it. */
export const noKey = -2;

interface Variants {
  readonly length: number;
  /** Anchor by variant. */
  readonly anchors: Int32Array;
  /** Rank by variant, ascending. */
  readonly ranks: Int32Array;
  /** Key by variant, for each window. */
  readonly keys: ReadonlyMap<string, Int32Array>;
}

/** Anchors in order of time, once for every combination of keys they have. */
function createVariants(
  anchors: Anchors,
  windows: readonly string[],
  views: ReadonlyMap<string, View>,
  ranks: Int32Array,
): Variants {
  const rankOf = (anchor: number): number => ranks[anchors.rows[anchor] as Row] as number;
  const order = Int32Array.from({ length: anchors.rows.length }, (_, anchor) => anchor);
  order.sort((a, b) => rankOf(a) - rankOf(b));
  const chosen = createGrowable(Int32Array);
  const keys = windows.map(() => createGrowable(Int32Array));
  const viewed = windows.map((name) => views.get(name) as View);
  for (const anchor of order) {
    const options = viewed.map((view) => view.keysOf(anchors.rows[anchor] as Row));
    for (const combination of combinationsOf(options)) {
      chosen.push(anchor);
      for (const [index, key] of combination.entries()) keys[index]?.push(key);
    }
  }
  return {
    length: chosen.length,
    anchors: chosen.view(),
    ranks: chosen.view().map(rankOf),
    keys: new Map(windows.map((name, index) => [name, keys[index]?.view() ?? new Int32Array(0)])),
  };
}

/** Every choice of one key per window; most events have one key under each. */
export function combinationsOf(
  options: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  if (options.every(({ length }) => length <= 1)) return [options.map(([key]) => key ?? noKey)];
  return options.reduce<readonly (readonly number[])[]>(
    (chosen, own) => {
      const keys = own.length === 0 ? [noKey] : own;
      return chosen.flatMap((row) => keys.map((key) => [...row, key])).slice(0, maxVariants);
    },
    [[]],
  );
}

/** Notes which variants no further window can save, so that it need not look at them. */
function settle(
  compiled: Compiled,
  anchors: Anchors,
  truths: readonly Uint8Array[],
  variants: Variants,
  settled: Uint8Array,
): void {
  const holds = compiled.verdicts[0] as Compiled['verdicts'][number];
  let variant = 0;
  const fact = (index: number): Truth => truths[index]?.[variant] as Truth;
  for (; variant < variants.length; variant++) {
    if (settled[variant] === 1) continue;
    const atoms = anchors.atoms(variants.anchors[variant] as number);
    if (holds(atoms, fact) === no) settled[variant] = 1;
  }
}

/** Writes the truth of every comparison of one window's facts, for every variant that is open. */
function fill(
  facts: readonly FieldTest[],
  truths: readonly Uint8Array[],
  variants: Variants,
  settled: Uint8Array,
  view: View,
  lists: Lists,
): void {
  const { window } = view;
  const tests = facts.flatMap((test, index) =>
    windowOf(test) === window.name
      ? [{ index, fact: factIndex(window, test), holds: compileFactTest(test, lists) }]
      : [],
  );
  const needed = [...new Set(tests.map(({ fact }) => fact))];
  const byFact = needed.map((fact) => tests.filter((test) => test.fact === fact));
  const keys = variants.keys.get(window.name) as Int32Array;
  const groups = groupNumbers((add) => {
    for (let variant = 0; variant < variants.length; variant++) {
      if (settled[variant] === 0) add(keys[variant] as number, variant);
    }
  });
  for (const key of groups.keys) {
    const group = groups.of(key);
    if (key === noKey) {
      for (const { index, holds } of tests) setAll(truths[index] as Uint8Array, group, holds);
      continue;
    }
    const judged = group.map((variant) => variants.ranks[variant] as number);
    view.sweep(key, judged, needed, (at, gauge, known) => {
      for (const { index, holds } of byFact[gauge] ?? []) {
        (truths[index] as Uint8Array)[group[at] as number] = holds(known);
      }
    });
  }
}

function setAll(truths: Uint8Array, variants: Int32Array, holds: FactTest): void {
  const truth = holds(undefined);
  for (const variant of variants) truths[variant] = truth;
}

function factIndex(window: Window, test: FieldTest): number {
  return window.facts.findIndex((fact) => fact.name === test.fact?.name);
}
