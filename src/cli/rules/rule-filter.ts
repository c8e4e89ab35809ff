import { compileRules } from '../../detection/compile.ts';
import { createRuleEventTypes } from '../../engine/rule-event-types.ts';
import { loadCatalogue } from '../../input/idea-catalogue.ts';
import { tell } from '../../language/message.ts';
import { statuses } from '../../lint/metadata-checks.ts';
import { isWithin, techniquesIn } from '../../rule/attack.ts';
import { isAtLeast, type Level, worse } from '../../rule/level.ts';
import { type Pack, rulesOf } from '../../rule/pack.ts';
import type { Rule, RuleSet } from '../../rule/rule.ts';
import { misuse } from '../failure.ts';
import { unknown } from '../option/enum.ts';
import { choosePacks } from '../scan/rule-selection.ts';

/** The filters of `rules list`: a rule must match each option, with any of its values. */
export interface RuleFilter {
  readonly tag?: readonly string[];
  readonly technique?: readonly string[];
  readonly level?: Level;
  readonly status?: readonly string[];
  readonly pack?: readonly string[];
  /** Event types, in which `*` stands for any characters. */
  readonly eventType?: readonly string[];
}

/**
 * The rules that match every filter. A technique includes its sub-techniques. A value that cannot
 * match (an invalid technique, a status or an event type that does not exist) is misuse.
 */
export async function filterRules(
  set: RuleSet & { readonly packs?: readonly Pack[] },
  filter: RuleFilter,
): Promise<readonly Rule[]> {
  const { rules } = set;
  const techniques = (filter.technique ?? []).map(checkTechnique);
  const tags = (filter.tag ?? []).map((tag) => tag.toLowerCase());
  const status = (filter.status ?? []).map((word) => checkStatus(word, rules));
  const inPacks =
    filter.pack &&
    new Set(choosePacks(set.packs ?? [], filter.pack).flatMap((pack) => rulesOf(pack, set)));
  const typesOf =
    filter.eventType && createRuleEventTypes(compileRules(set), await typesLike(filter.eventType));
  return rules.filter(
    (rule) =>
      (techniques.length === 0 ||
        techniques.some((id) => techniquesIn(rule.tags).some((own) => isWithin(own, id)))) &&
      (tags.length === 0 || tags.some((tag) => rule.tags.some((own) => isWithin(own, tag)))) &&
      (filter.level === undefined || isAtLeast(worstOf(rule), filter.level)) &&
      (status.length === 0 || status.includes(rule.status)) &&
      (inPacks === undefined || inPacks.has(rule.name)) &&
      (typesOf === undefined || typesOf(rule).length > 0),
  );
}

/** The highest level that a rule can reach. */
export function worstOf(rule: Rule): Level {
  return rule.raises.reduce((level, raise) => worse(level, raise.level), rule.level);
}

function checkTechnique(text: string): string {
  if (/^t\d{4}(\.\d{3})?$/i.test(text)) return text.toUpperCase();
  throw misuse(tell('ruleRun.noTechnique', { text }), tell('ruleRun.writeTechnique'));
}

function checkStatus(text: string, rules: readonly Rule[]): string {
  const known = [...new Set([...statuses, ...rules.map(({ status }) => status)])];
  if (known.includes(text)) return text;
  throw unknown(text, known, 'status');
}

/** The documented event types that match the globs; other words as they are. */
async function typesLike(globs: readonly string[]): Promise<readonly string[]> {
  const { eventTypes } = await loadCatalogue();
  return globs.flatMap((glob) => {
    if (!glob.includes('*')) return [glob];
    const parts = glob.toLowerCase().split('*');
    const found = eventTypes.filter((type) => matches(type.toLowerCase(), parts));
    if (found.length === 0) throw misuse(tell('ruleRun.noTypeLike', { glob }));
    return found;
  });
}

/** Whether the text has the parts in order, the first at its start and the last at its end. */
function matches(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
