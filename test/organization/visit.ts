import { type Dice, dice } from '../stories/dice.ts';
import type { Account } from '../stories/org.ts';
import type { Device } from './device.ts';
import type { Site } from './network.ts';

/** Who acts, in what session, with what and from where. */
export interface Visit {
  readonly who: Account;
  /** `actor.type`. */
  readonly kind: 'User' | 'PublicClientApp' | 'PublicClientAppEntity' | 'SystemPrincipal';
  readonly device: Device;
  /** Null for what Okta does by itself: no address, no agent. */
  readonly site: Site | null;
  readonly external: string | null;
  readonly root: string | null;
  /** `client.id`: the OAuth client or agent that asks. */
  readonly client: string | null;
  /** The API token behind it. */
  readonly token: string | null;
}

/** The same session from elsewhere, or with something else. */
export function from(visit: Visit, over: Partial<Visit>): Visit {
  return { ...visit, ...over };
}

/** A session of a person; ids follow from the label. On Classic there is no root. */
export function sessionFor(
  who: Account,
  device: Device,
  site: Site,
  label: string,
  isClassic: boolean,
): Visit {
  const thrown: Dice = dice('sim session', who.login, label);
  const external = `${isClassic ? '102' : 'idx'}${thrown.letters(22)}`;
  const root = isClassic ? null : external;
  return { who, kind: 'User', device, site, external, root, client: null, token: null };
}

/** No session, or none yet. */
export function withoutVisit(who: Account, device: Device, site: Site): Visit {
  const nothing = { external: null, root: null, client: null, token: null };
  return { who, kind: 'User', device, site, ...nothing };
}
