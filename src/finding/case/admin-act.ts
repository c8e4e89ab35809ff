import { isoTime } from '../../event/time.ts';
import type { EventTable, Row } from '../../window/event-table.ts';
import { displayedFields, readTarget } from '../displayed-fields.ts';

/** What an act was done to. */
export interface ActTarget {
  readonly type: string | null;
  readonly id: string | null;
  readonly login: string | null;
  readonly name: string | null;
}

/** An act on the org, as one event tells of it. */
export interface AdminAct {
  readonly uuid: string;
  /** ISO 8601 UTC. */
  readonly published: string;
  readonly type: string;
  /** Whether it was carried out, as far as the event says. */
  readonly isDone: boolean;
  readonly actor: { readonly id: string | null; readonly login: string | null };
  readonly targets: readonly ActTarget[];
}

/** Whether an outcome says that nothing came of it. */
export function isInVain(result: string | null): boolean {
  return result === 'FAILURE' || result === 'DENY';
}

/** Reads an act back from a remembered event. */
export function actOf(row: Row, table: EventTable): AdminAct {
  const first = (path: string): string | null => table.texts(row, path)[0] ?? null;
  return {
    uuid: table.uuid(row),
    published: isoTime(table.time(row)),
    type: first(displayedFields.type) ?? '',
    isDone: !isInVain(first(displayedFields.result)),
    actor: { id: first(displayedFields.actorId), login: first(displayedFields.actorLogin) },
    targets: table
      .texts(row, displayedFields.targets)
      .map(readTarget)
      .map(([type, id, login, name]) => ({ type, id, login, name })),
  };
}
