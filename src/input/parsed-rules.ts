import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { parseRuleFile, parseRuleText, type RuleFile, type RuleText } from '../rule/rule-file.ts';
import { builtFile } from './package-files.ts';

/** Rule files as parsing leaves them, by what {@link keyOf} makes of their text. */
export type ParsedRules = ReadonlyMap<string, RuleFile>;

/** The file in which the build leaves the bundled rules, parsed. */
export function parsedRulesFile(): string {
  return builtFile('parsed-rules.bin');
}

/**
 * The bundled rules as the build parsed them; none if it left none, or another version of Node did that
 * writes what this one cannot read. They are only a short cut: what is not among them is parsed.
 */
export async function loadParsedRules(path = parsedRulesFile()): Promise<ParsedRules> {
  try {
    return deserialize(await readFile(path)) as ParsedRules;
  } catch {
    return new Map();
  }
}

/** Parses rule files, for {@link loadParsedRules} to read. */
export function writtenRules(texts: readonly RuleText[]): Buffer {
  const parsed = new Map<string, RuleFile>();
  for (const text of texts) {
    if (text.damage) continue;
    parsed.set(keyOf(text), { ...parseRuleFile(text.text, baseOf(text)), documents: new Map() });
  }
  return serialize(parsed);
}

/** Parses a rule file, unless it was parsed already with the same text. */
export function parseOnce(text: RuleText, parsed: ParsedRules): RuleFile {
  const known = parsed.size === 0 || text.damage ? undefined : parsed.get(keyOf(text));
  return known ? placed(known, baseOf(text), text.file) : parseRuleText(text);
}

/** What a file's text is known by; a rule may be named after its file. */
function keyOf(text: RuleText): string {
  return createHash('sha256')
    .update(`${baseOf(text)}\n${text.text}`)
    .digest('base64');
}

function baseOf({ file }: RuleText): string {
  return file.split(/[/\\]/).at(-1) ?? file;
}

/** The same with every place in the file where it lies now. What was deserialized is nobody else's. */
function placed(parsed: RuleFile, base: string, file: string): RuleFile {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Map || value instanceof Set) {
      for (const one of value) visit(one);
      return;
    }
    if ('file' in value && value.file === base) value.file = file;
    for (const one of Object.values(value)) visit(one);
  };
  visit(parsed);
  return parsed;
}
