import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import type { Json, JsonObject } from '../event/json.ts';
import { keyOf } from '../event/member-filter.ts';
import { isoTime } from '../event/time.ts';
import { displayedFields } from '../finding/displayed-fields.ts';
import type { Finding } from '../finding/finding.ts';
import { techniquesIn } from '../rule/attack.ts';
import { scores } from '../rule/level.ts';
import type { EventTable } from '../window/event-table.ts';
import type { BuiltFinding } from './build-finding.ts';

/**
 * A finding as an event, for rules about alerts.
 *
 * Beside fields of its own (`rule`, `level`, `score`, `tactic`, `technique`, `entity`) it has those of
 * the event that the finding explains, under their own paths, as far as `paths` names them. Its time is
 * that event's.
 */
export function alertEvent(
  found: BuiltFinding,
  paths: readonly string[],
  table: EventTable,
): Event {
  const { finding, rule, row } = found;
  const time = table.time(row);
  const fields = paths.map((path) => [keyOf(path), table.texts(row, path)] as const);
  const raw: { [key: string]: Json } = Object.fromEntries(
    fields.filter(([, texts]) => texts.length > 0),
  );
  const [type = ''] = table.texts(row, displayedFields.type);
  Object.assign(raw, {
    uuid: table.uuid(row),
    published: isoTime(time),
    eventType: type,
    ...alertFieldsOf(rule),
    level: finding.severity,
    score: rule.score ?? scores[finding.severity],
    entity: entitiesOf(finding),
  });
  return { kind: 'event', uuid: finding.fingerprint, time, type, raw };
}

/** What an alert has of its rule, whatever was found. */
export function alertFieldsOf({
  name,
  id,
  title,
  tags,
}: Pick<CompiledRule, 'name' | 'id' | 'title' | 'tags'>): JsonObject {
  return {
    rule: { name, id, title, tags: [...tags] },
    tactic: tags.flatMap((tag) => tacticOf(tag) ?? []),
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
  'technique',
]);

/** The ATT&CK tactic of a tag: `attack.credential-access`; the old spelling has underscores. */
function tacticOf(tag: string): string | undefined {
  return /^attack\.([a-z]+(?:[-_][a-z]+)*)$/i.exec(tag)?.[1]?.toLowerCase().replaceAll('_', '-');
}

/** Who and what a finding is about. */
function entitiesOf({ actor, targets }: Finding): JsonObject[] {
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
