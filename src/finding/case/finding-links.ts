import { each } from '../../store/column.ts';
import type { Work } from '../../store/pausable-work.ts';
import { isPlaceholder } from '../../window/dictionary.ts';
import type { EventTable, Row } from '../../window/event-table.ts';
import { displayedFields } from '../displayed-fields.ts';
import { type Evidence, firstDistinct } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import { type AdminAct, actOf } from './admin-act.ts';
import { isCleanUp, isOpening, plantings } from './admin-acts.ts';

/** So many values of a kind, and so many acts, are looked at for one finding, the first ones. */
const most = 50;

/** What may tie a finding to others: values of the events for which its rule holds, never of neighbours. */
export interface FindingLinks {
  readonly eventTypes: readonly string[];
  /** Who acted, by id. */
  readonly actors: readonly string[];
  readonly sessions: readonly string[];
  readonly devices: readonly string[];
  readonly addresses: readonly string[];
  /** Acts that leave something behind, shut or open something, those in vain as well. */
  readonly acts: readonly AdminAct[];
}

/** A finding, and what may tie it to others. */
export interface LinkedFinding {
  readonly finding: Finding;
  readonly links: FindingLinks;
}

/** Reads what may tie a finding to others from the events for which its rule holds. */
export function* linksOf({ matches }: Evidence, table: EventTable): Work<FindingLinks> {
  const values = (path: string) =>
    firstDistinct(
      each(matches),
      (row) => table.texts(row, path).filter((text) => !isPlaceholder(text)),
      most,
    );
  const typeOf = (row: Row): string => table.texts(row, displayedFields.type)[0] ?? '';
  const uuids = new Set<string>();
  const acts: AdminAct[] = [];
  yield* firstDistinct(
    each(matches),
    (row) => {
      if (!isAct(typeOf(row)) || uuids.size >= most || uuids.has(table.uuid(row))) return [];
      uuids.add(table.uuid(row));
      acts.push(actOf(row, table));
      return [table.uuid(row)];
    },
    most,
  );
  return {
    eventTypes: yield* values(displayedFields.type),
    actors: yield* values(displayedFields.actorId),
    sessions: yield* values(displayedFields.session),
    devices: yield* values(displayedFields.device),
    addresses: yield* values(displayedFields.ip),
    acts,
  };
}

function isAct(type: string): boolean {
  return plantings.has(type) || isCleanUp(type) || isOpening(type);
}
