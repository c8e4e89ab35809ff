import { isPlaceholder } from '../../window/dictionary.ts';
import type { EventTable } from '../../window/event-table.ts';
import type { FindingDraft } from '../finding-draft.ts';
import { type Gathering, gatherTexts } from '../gathering.ts';
import { type ShownField, shownFields } from '../shown-fields.ts';
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
  readonly finding: FindingDraft;
  readonly links: FindingLinks;
}

/** Gathers what may tie a finding to others from the events for which its rule holds. */
export function gatherLinks(table: EventTable): Gathering<FindingLinks> {
  const shown = shownFields(table);
  const values = (field: ShownField): Gathering<string[]> =>
    gatherTexts(field, shown, most, (text) => !isPlaceholder(text));
  const eventTypes = values('type');
  const actors = values('actorId');
  const sessions = values('session');
  const devices = values('device');
  const addresses = values('ip');
  const gatherings = [eventTypes, actors, sessions, devices, addresses];
  const acts = new Map<string, AdminAct>();
  return {
    see(row) {
      for (const gathering of gatherings) gathering.see(row);
      if (acts.size >= most || !isAct(shown.first(row, 'type') ?? '')) return;
      const uuid = table.uuid(row);
      if (!acts.has(uuid)) acts.set(uuid, actOf(row, table));
    },
    result: () => ({
      eventTypes: eventTypes.result(),
      actors: actors.result(),
      sessions: sessions.result(),
      devices: devices.result(),
      addresses: addresses.result(),
      acts: [...acts.values()],
    }),
  };
}

function isAct(type: string): boolean {
  return plantings.has(type) || isCleanUp(type) || isOpening(type);
}
