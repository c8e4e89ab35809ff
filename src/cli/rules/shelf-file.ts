import { deserialize, serialize } from 'node:v8';
import type { CompiledRule, EventTest } from '../../detection/compiled-rule.ts';
import type { KeyLimit, RuleHead, RuleShelf } from '../../engine/rule-shelf.ts';
import { foldCase } from '../../event/case-folding.ts';
import type { EmptyList } from '../../finding/summary.ts';
import { builtInRules } from '../../input/built-in-rules.ts';
import { type FilePieces, openPieces } from '../../input/file/file-pieces.ts';
import {
  type FolderContent,
  isContentOfFolder,
  type ReadContent,
} from '../../input/folder-content.ts';
import { builtFile } from '../../input/package-files.ts';
import type { EventPlan } from '../../plan/event-plan.ts';
import type { Pack } from '../../rule/pack.ts';
import type { Lists } from '../../rule/rule.ts';

/** The bundled rules, compiled, with what a scan needs to know of them beside. */
export interface BundledRules {
  readonly shelf: RuleShelf;
  readonly packs: readonly Pack[];
  /** As a report names the rules. */
  readonly rulesDigest: string;
}

/** What stands first, since every scan needs all of it: as JSON, which is read several times as fast as the rest. */
interface Head {
  /** The files that the rules were made of. */
  readonly files: FolderContent['files'];
  /** The lengths, in bytes, of what follows: of these files, and of the rest. */
  readonly lengths: readonly [files: number, rest: number];
  readonly rulesDigest: string;
  readonly heads: readonly RuleHead[];
  readonly limits: readonly KeyLimit[];
  readonly plan: EventPlan;
  /** By event type, the places of the rules that look at it and not at every type; and of those that do. */
  readonly looking: Readonly<Record<string, readonly number[]>>;
  readonly always: readonly number[];
  /** The fields that rules require, each once; and by rule their places. */
  readonly fields: readonly string[];
  readonly required: readonly (readonly number[])[];
  /** Where each test of the plan ends, then where each rule does, in bytes after the rest. */
  readonly tests: readonly number[];
  readonly rules: readonly number[];
}

/** What JSON cannot say. */
interface Rest extends Pick<BundledRules, 'packs'> {
  readonly emptyLists: readonly EmptyList[];
  readonly lists: Lists;
}

/** The file in which the build leaves the bundled rules, compiled, with what they say in a language. */
export function shelfFile(language: string): string {
  return builtFile(`compiled-rules.${language}.bin`);
}

/**
 * The bundled rules as the build compiled them; undefined if it left none, if they are not made of the rule files as
 * these are now, or if another version of Node wrote what this one cannot read. Then they are loaded from the files.
 */
export async function loadBundledRules(
  language: string,
  file = shelfFile(language),
  folder = builtInRules(),
): Promise<BundledRules | undefined> {
  try {
    const { sources, ...read } = readShelf(openPieces(file));
    return isContentOfFolder(sources, folder) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** How many bytes tell how long the head is. */
const lengthBytes = 4;

/** Writes rules and the files that they were made of; undefined if there are filters, which might expire before they are read. */
export function writtenShelf(
  { shelf, packs, rulesDigest }: BundledRules,
  sources: FolderContent,
): Buffer | undefined {
  const { heads, limits, filters } = shelf;
  if (filters.length > 0) return undefined;
  const fields = new Map<string, number>();
  const numberOf = (path: string): number => {
    const number = fields.get(path) ?? fields.size;
    fields.set(path, number);
    return number;
  };
  const required = heads.map((_, place) => shelf.required(place).map(numberOf));
  const plan = shelf.plan();
  const tests = plan.tests.map((_, number) => serialize(shelf.test(number)));
  const rules = heads.map((_, place) => serialize(withoutLists(shelf.rule(place))));
  const rest: Rest = { packs, emptyLists: shelf.emptyLists(), lists: shelf.lists() };
  const writtenRest = serialize(rest);
  const ends = endsOf([...tests, ...rules]);
  const head: Head = {
    ...{ rulesDigest, heads, limits, plan, required },
    ...lookingIn(shelf),
    files: sources.files,
    lengths: [sources.bytes.length, writtenRest.length],
    fields: [...fields.keys()],
    tests: ends.slice(0, tests.length),
    rules: ends.slice(tests.length),
  };
  const written = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(written.length);
  return Buffer.concat([length, written, sources.bytes, writtenRest, ...tests, ...rules]);
}

function endsOf(pieces: readonly Buffer[]): readonly number[] {
  let end = 0;
  return pieces.map(({ length }) => {
    end += length;
    return end;
  });
}

/** A type that no rule names. */
const anyType = '';

/** Which rules look at events of which types. */
function lookingIn(shelf: RuleShelf): Pick<Head, 'looking' | 'always'> {
  const always = shelf.lookingAt(anyType);
  const types = new Set(
    shelf.heads.flatMap((_, place) => [...(shelf.rule(place).conditions.unfilteredTypes ?? [])]),
  );
  const others = (type: string): readonly number[] =>
    shelf.lookingAt(type).filter((place) => !always.includes(place));
  return { always, looking: Object.fromEntries([...types].map((type) => [type, others(type)])) };
}

/**
 * Reads what {@link writtenShelf} wrote: the head and the tests, and of the rules those that are asked for, since they
 * are two thirds of all.
 */
function readShelf(file: FilePieces): BundledRules & { readonly sources: ReadContent } {
  const headLength = file.at(0, lengthBytes).readUInt32LE();
  const head = JSON.parse(file.at(lengthBytes, headLength).toString('utf8')) as Head;
  const [filesLength, restLength] = head.lengths;
  const filesStart = lengthBytes + headLength;
  const restStart = filesStart + filesLength;
  const piecesStart = restStart + restLength;
  const sources = { files: head.files, next: file.from(filesStart) };
  const testsEnd = head.tests.at(-1) ?? 0;
  const early = file.at(restStart, restLength + testsEnd);
  const { packs, emptyLists, lists } = deserialize(early.subarray(0, restLength)) as Rest;
  const tests = early.subarray(restLength);
  const { heads, limits, plan, rulesDigest, fields, required } = head;
  const read = (place: number): CompiledRule => {
    const from = head.rules[place - 1] ?? testsEnd;
    const bytes = file.at(piecesStart + from, (head.rules[place] as number) - from);
    const rule = deserialize(bytes) as CompiledRule;
    return { ...rule, conditions: { ...rule.conditions, lists } };
  };
  const rules: (CompiledRule | undefined)[] = [];
  const looking = new Map(Object.entries(head.looking));
  const shelf: RuleShelf = {
    filters: [],
    ...{ heads, limits },
    lookingAt: (type) => [...(looking.get(foldCase(type)) ?? []), ...head.always],
    plan: () => plan,
    test: (number) =>
      deserialize(
        tests.subarray(head.tests[number - 1] ?? 0, head.tests[number]),
      ) as readonly EventTest[],
    lists: () => lists,
    emptyLists: () => emptyLists,
    required: (place) => (required[place] ?? []).map((number) => fields[number] as string),
    rule(place) {
      const rule = rules[place] ?? read(place);
      rules[place] = rule;
      return rule;
    },
  };
  return { shelf, packs, rulesDigest, sources };
}

/** Each rule has all lists at hand; they are written once. */
function withoutLists(rule: CompiledRule): CompiledRule {
  return { ...rule, conditions: { ...rule.conditions, lists: new Map() } };
}
