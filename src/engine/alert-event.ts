import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import { basePath } from '../event/field-part.ts';
import type { Json, JsonObject } from '../event/json.ts';
import { keyOf } from '../event/member-filter.ts';
import { isoTime } from '../event/time.ts';
import { displayedFields } from '../finding/displayed-fields.ts';
import type { Finding } from '../finding/finding.ts';
import { techniquesIn } from '../rule/attack.ts';
import { scores } from '../rule/level.ts';
import type { EventTable } from '../window/event-table.ts';
import type { BuiltFinding } from './built-finding.ts';
import { type alertKeys, allFields } from './required-fields.ts';

/**
 * A finding as an event, for rules about alerts.
 *
 * Beside fields of its own (`rule`, `level`, `score`, `tactic`, `stage`, `technique`,
 * `headline`, `entity`, `account`) it has those of
 * the event that the finding explains, under their own paths, as far as `paths` names them, see {@link keysOf}.
 * Its time is that event's.
 */
export function alertEvent(
  found: BuiltFinding,
  paths: ReadonlyMap<string, string>,
  table: EventTable,
): Event {
  const { rule, row, severity } = found;
  const time = table.time(row);
  const published = isoTime(time);
  const fields = [...paths].map(([path, key]) => [key, table.texts(row, path)] as const);
  const raw: { [key: string]: Json } = Object.fromEntries(
    fields.filter(([, texts]) => texts.length > 0),
  );
  const entities = entitiesOf(found.linked().finding);
  const [type = ''] = table.texts(row, displayedFields.type);
  const own: Readonly<Record<(typeof alertKeys)[number], Json>> = {
    uuid: table.uuid(row),
    published,
    eventType: type,
    ...ofRule(rule),
    level: severity,
    headline: `${published} ${severity} ${rule.name}`,
    score: rule.score ?? scores[severity],
    entity: entities,
    account: entities.filter(isUser).map(({ id = null, name = null }) => ({ id, name })),
  };
  Object.assign(raw, own);
  return { kind: 'event', uuid: found.fingerprint, time, type, raw };
}

/** The key under which an alert has what stands at each of some paths. */
export function keysOf(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.map((path) => [path, keyOf(path)]));
}

/** What rules about alerts ask of the events behind alerts: the key of each path. */
export function alertPaths(rules: readonly CompiledRule[]): ReadonlyMap<string, string> {
  return keysOf(rules.flatMap(allFields).map(basePath));
}

/** What an alert has of its rule. */
type RuleFields = ReturnType<typeof alertFieldsOf>;

const fieldsOfRules = new WeakMap<CompiledRule, RuleFields>();

function ofRule(rule: CompiledRule): RuleFields {
  const fields = fieldsOfRules.get(rule) ?? alertFieldsOf(rule);
  fieldsOfRules.set(rule, fields);
  return fields;
}

/** What an alert has of its rule, whatever was found. */
export function alertFieldsOf({
  name,
  id,
  title,
  tags,
}: Pick<CompiledRule, 'name' | 'id' | 'title' | 'tags'>) {
  const tactics = tags.flatMap((tag) => tacticOf(tag) ?? []);
  return {
    rule: { name, id, title, tags: [...tags] },
    tactic: tactics,
    stage: tactics[0] ?? null,
    technique: [...techniquesIn(tags)],
  };
}

/** The paths of {@link alertFieldsOf}. */
export const alertFields: ReadonlySet<string> = new Set([
  'rule.name',
  'rule.id',
  'rule.title',
  'rule.tags',
  'tactic',
  'stage',
  'technique',
]);

/** The ATT&CK tactic of a tag: `attack.credential-access`; the old spelling has underscores. */
function tacticOf(tag: string): string | undefined {
  return /^attack\.([a-z]+(?:[-_][a-z]+)*)$/i.exec(tag)?.[1]?.toLowerCase().replaceAll('_', '-');
}

/** Whether it is a person's or a program's account, not an application, a policy or Okta. */
function isUser({ type }: JsonObject): boolean {
  return type === 'User';
}

/** Who and what a finding is about. */
function entitiesOf({ actor, targets }: Pick<Finding, 'actor' | 'targets'>): JsonObject[] {
  const principals = [
    ...(actor ? [{ ...actor, role: 'actor' }] : []),
    ...targets.map((target) => ({ ...target, role: 'target' })),
  ];
  return principals.map(({ id, type, login, displayName, role }) => ({
    id,
    type,
    name: login ?? displayName,
    role,
  }));
}
