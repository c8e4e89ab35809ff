import { hour, minute } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import { moment } from './calendar.ts';
import { commonApps } from './company.ts';
import { deviceOf } from './device.ts';
import { type Employee, worksOn } from './employee.ts';
import type { Organization } from './organization.ts';
import type { Pen } from './record-book.ts';
import { failsToSignIn, opensApp, signsIn, signsOut } from './sign-on.ts';
import { sessionFor } from './visit.ts';
import { officeSite } from './whereabouts.ts';

const kioskSize = 10;

/** The machines in the warehouse, each shared by ten people who sign in for some minutes, several times a shift. */
export function kiosksServe(pen: Pen, org: Organization, day: number): void {
  const workers = org.staffOn(day).filter(({ kind }) => kind === 'kiosk');
  for (let first = 0; first < workers.length; first += kioskSize) {
    const crew = workers.slice(first, first + kioskSize);
    atKiosk(pen.as('kiosk'), org, crew, first / kioskSize, day);
  }
}

function atKiosk(
  pen: Pen,
  org: Organization,
  crew: readonly Employee[],
  kiosk: number,
  day: number,
): void {
  const machine = deviceOf('edge', `kiosk ${org.seed} ${kiosk}`, false);
  const thrown = dice('kiosk', org.seed, kiosk, day);
  const host = crew[0];
  const present = crew.filter((who) => worksOn(who, day));
  if (!host || present.length === 0) return;
  let at = moment(host.branch.zone, day, 6 * 60 + thrown.below(30));
  const end = at + 13 * hour;
  for (let turn = 0; at < end; turn++) {
    const who = thrown.pick(present);
    const place = officeSite(host, at);
    const visit = sessionFor(who, machine, place, `kiosk ${day} ${turn}`, org.isClassic);
    if (thrown.chance(0.15)) failsToSignIn(pen, at - 20_000, who, machine, place);
    signsIn(pen, at, visit, { factor: 'none' });
    opensApp(pen, at + 40_000, visit, thrown.pick(commonApps));
    if (thrown.chance(0.7)) signsOut(pen, at + 4 * minute, visit);
    at += ((10 + thrown.below(70)) * minute) / org.pace;
  }
}
