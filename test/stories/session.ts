import { dice } from './dice.ts';
import type { Account, Automation, Person, Seat } from './org.ts';

/** Who acts, in what session, and from where: what every step of a story starts from. */
export interface Session {
  readonly who: Account;
  readonly seat: Seat;
  /** `externalSessionId`; null before a sign-in has succeeded. */
  readonly external: string | null;
  /** `rootSessionId`; null where Okta leaves it out. */
  readonly root: string | null;
  /** The API token that stands behind the session of a program. */
  readonly token: string | null;
}

/** The seats at which a person works. */
export const atOffice = (who: Person): Seat => ({ machine: who.laptop, place: who.office });
export const atHome = (who: Person): Seat => ({ machine: who.laptop, place: who.home });
export const onPhone = (who: Person): Seat => ({ machine: who.phone, place: who.home });

/** A new sign-in session of `who`; `label` tells it from the others of the same person. */
export function sessionOf(who: Account, seat: Seat, label: string): Session {
  const id = `idx${dice('session', who.login, label).letters(22)}`;
  return { who, seat, external: id, root: id, token: null };
}

/** The same session, its cookie presented from another seat. */
export function movedTo(session: Session, seat: Partial<Seat>): Session {
  return { ...session, seat: { ...session.seat, ...seat } };
}

/** No session yet, or none that came to be: failed sign-ins carry null for both ids. */
export function withoutSession(who: Account, seat: Seat): Session {
  return { who, seat, external: null, root: null, token: null };
}

/** One run of a program that holds an API token. Okta gives it a `trs...` id and no root. */
export function runOf(who: Automation, label: string): Session {
  const external = `trs${dice('run', who.login, label).letters(22)}`;
  return { who, seat: who.seat, external, root: null, token: who.token };
}
