import type { KnownPlaces, PlaceHistory } from './known-places.ts';
import type { Signs } from './signs.ts';
import type { Party, PartyReason, TimelineStep } from './timeline.ts';
import { isByOkta, type TimelineEvent } from './timeline-event.ts';

type Whose = TimelineStep['whose'];

/** Whether something was seen before; undefined if that cannot be said. */
type Known = boolean | undefined;

const said = (party: Party, ...because: PartyReason[]): Whose => ({ party, because });

/**
 * By whose hand an event was done. Before the first sign of an attack on its actor it was the owner; after
 * that, what comes from a new address and a new machine is the intruder's, if the case knows the address, the
 * device or the session, and what comes from known ones is the owner's. What is new only in part is the
 * intruder's if the rule of a finding of high severity or more holds for it; else it cannot be told. An account
 * that was planted acts for the intruder; who cleans up does so from then on.
 */
export function whoseIs(event: TimelineEvent, signs: Signs, history: PlaceHistory): Whose {
  const { actor, uuid } = event;
  if (isByOkta(event)) return said('okta', 'system');
  const cleansSince = signs.cleanUpBy(actor?.login ?? actor?.id ?? '') ?? Number.POSITIVE_INFINITY;
  if (signs.isCleanUp(uuid) || event.time >= cleansSince) return said('responder', 'clean-up');
  const id = actor?.id ?? '';
  if (signs.isPlanted(id)) return said('intruder', 'planted-account');
  const sign = signs.firstSignOf(id);
  if (sign === undefined) return whoseIsStranger(event, signs, history);
  if (event.time < sign) return said('owner', 'before-first-sign');
  const known = history.of(id);
  if (known === undefined || history.isCut) return said('unknown', 'no-history');
  return judge(
    { address: addressKnown(event, known), machine: machineKnown(event, known) },
    { isGrave: signs.isGrave(uuid), isTied: signs.isTied(event) },
  );
}

/** Of those who are not attacked themselves nothing is known, but that they are at the intruder's address. */
function whoseIsStranger({ ip }: TimelineEvent, signs: Signs, history: PlaceHistory): Whose {
  const isHis = ip !== null && history.isSuspect(ip) && signs.isRareAddress(ip);
  return isHis ? said('intruder', 'case-address') : said('unknown', 'no-sign');
}

interface Familiarity {
  readonly address: Known;
  readonly machine: Known;
}

function judge(
  { address, machine }: Familiarity,
  { isGrave, isTied }: { readonly isGrave: boolean; readonly isTied: boolean },
): Whose {
  const because: PartyReason[] = [
    ...(address === undefined ? [] : ([address ? 'known-address' : 'new-address'] as const)),
    ...(machine === undefined ? [] : ([machine ? 'known-machine' : 'new-machine'] as const)),
  ];
  if (address === false && machine === false) {
    return said(isTied ? 'intruder' : 'unknown', ...because);
  }
  const isSomeNew = address === false || machine === false;
  if (isSomeNew) return said(isGrave ? 'intruder' : 'unknown', ...because, ...evidence(isGrave));
  // Somebody on the owner's own network may use the stolen session as well.
  const isOwner = machine === true || (address === true && !isGrave);
  return said(isOwner ? 'owner' : 'unknown', ...because, ...evidence(isGrave && !isOwner));
}

function evidence(isGrave: boolean): readonly PartyReason[] {
  return isGrave ? ['evidence'] : [];
}

/** A new address of a known network may be a new lease: nobody can say. */
export function addressKnown(
  { ip, asn }: Pick<TimelineEvent, 'ip' | 'asn'>,
  known: KnownPlaces,
): Known {
  if (ip === null) return undefined;
  if (known.isKnownAddress(ip)) return true;
  return asn !== null && known.isKnownNetwork(asn) ? undefined : false;
}

/** A known agent is that of many; a new device token with it may only be a browser that forgot its cookies. */
export function machineKnown(
  { device, agent }: Pick<TimelineEvent, 'device' | 'agent'>,
  known: KnownPlaces,
): Known {
  if (device !== null && known.isKnownDevice(device)) return true;
  if (agent === null) return undefined;
  return known.isKnownAgent(agent) ? undefined : false;
}
