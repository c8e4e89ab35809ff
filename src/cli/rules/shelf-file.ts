import { readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { CompiledRule } from '../../detection/compiled-rule.ts';
import type { RuleHead, RuleShelf } from '../../engine/rule-shelf.ts';
import type { EmptyList } from '../../finding/summary.ts';
import { builtInRules } from '../../input/built-in-rules.ts';
import { digestOfFolder } from '../../input/folder-digest.ts';
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

/** What stands before the rules. */
interface Head extends Pick<BundledRules, 'packs' | 'rulesDigest'> {
  /** What the files were made of: their digest. */
  readonly sources: string;
  readonly heads: readonly RuleHead[];
  readonly plan: EventPlan;
  readonly emptyLists: readonly EmptyList[];
  /** The fields that rules require, each once; and by rule their places. */
  readonly fields: readonly string[];
  readonly required: readonly (readonly number[])[];
  /** The value lists that all rules may name. */
  readonly lists: Lists;
  /** Where each rule ends, in bytes after the head. */
  readonly ends: readonly number[];
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
    const read = readShelf(readFileSync(file));
    return read.sources === digestOfFolder(folder) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** How many bytes tell how long the head is. */
const lengthBytes = 4;

/** Writes rules; undefined for those with filters, which might expire before they are read. */
export function writtenShelf(
  { shelf, packs, rulesDigest }: BundledRules,
  sources: string,
): Buffer | undefined {
  const { heads, filters } = shelf;
  if (filters.length > 0) return undefined;
  const fields = new Map<string, number>();
  const numberOf = (path: string): number => {
    const number = fields.get(path) ?? fields.size;
    fields.set(path, number);
    return number;
  };
  const required = heads.map((_, place) => shelf.required(place).map(numberOf));
  const rules = heads.map((_, place) => serialize(withoutLists(shelf.rule(place))));
  let end = 0;
  const head: Head = {
    ...{ sources, packs, rulesDigest, heads, required },
    plan: shelf.plan(),
    emptyLists: shelf.emptyLists(),
    fields: [...fields.keys()],
    lists: shelf.rule(0).conditions.lists,
    ends: rules.map(({ length }) => {
      end += length;
      return end;
    }),
  };
  const written = serialize(head);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(written.length);
  return Buffer.concat([length, written, ...rules]);
}

/** Reads what {@link writtenShelf} wrote: the head, and of the rules those that are asked for. */
function readShelf(bytes: Buffer): BundledRules & Pick<Head, 'sources'> {
  const start = lengthBytes + bytes.readUInt32LE(0);
  const head = deserialize(bytes.subarray(lengthBytes, start)) as Head;
  const { sources, heads, packs, rulesDigest, plan, emptyLists, fields, required, lists } = head;
  const rules: (CompiledRule | undefined)[] = [];
  const read = (place: number): CompiledRule => {
    const [from = 0, to] = [head.ends[place - 1], head.ends[place]];
    const rule = deserialize(bytes.subarray(start + from, start + (to as number))) as CompiledRule;
    return { ...rule, conditions: { ...rule.conditions, lists } };
  };
  const shelf: RuleShelf = {
    filters: [],
    heads,
    plan: () => plan,
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
