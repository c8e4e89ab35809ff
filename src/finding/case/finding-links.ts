import type { Level } from '../../rule/level.ts';
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

/** What cases ask of a finding. */
export interface CaseFinding
  extends Pick<
    FindingDraft,
    'fingerprint' | 'rule' | 'severity' | 'title' | 'actor' | 'targets' | 'sessions' | 'when'
  > {
  readonly where: FindingDraft['where'];
  readonly respond: FindingDraft['respond'];
  readonly evidence: Pick<FindingDraft['evidence'], 'decisive'>;
}

/** A finding, and what may tie it to others. */
export interface LinkedFinding {
  readonly finding: CaseFinding;
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
      const uuid = shown.uuid(row);
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

/** A finding that waits to be joined with others: what is at hand of it, and how the rest is read. */
export interface CaseMember {
  readonly fingerprint: string;
  readonly severity: Level;
  /** When the first of its events was, ISO 8601 UTC. */
  readonly firstEvent: string;
  /** Bits: how surprising its most surprising session is, if that is known. */
  readonly surprise?: number | undefined;
  /** Whether there are acts among its links, which are read back for that otherwise. */
  readonly hasActs?: boolean;
  linked(): LinkedFinding;
}
