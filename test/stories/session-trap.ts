import { systemAction } from './administration.ts';
import { clock, minute } from './clock.ts';
import { machine, program, updated } from './machine.ts';
import { account, apps, companyVpn, everydayApps, offices, person } from './org.ts';
import { type CityName, place } from './place.ts';
import { atHome, atOffice, movedTo, onPhone, type Session, sessionOf } from './session.ts';
import { appOpen, passwordChanged, pushSent, type Scene, signIn, signOut } from './signon.ts';
import { user } from './target.ts';

const sunday = clock('2023-10-29');
const monday = clock('2023-10-30');

/** Selma's Safari goes through iCloud Private Relay: another exit, often another city, each time. */
export function privateRelay(): Scene {
  const selma = person('Selma Haddad');
  const exits: readonly (readonly [ip: string, city: CityName])[] = [
    ['192.0.2.200', 'Austin'],
    ['192.0.2.214', 'Atlanta'],
    ['2001:db8:1e1a::71', 'Ashburn'],
    ['192.0.2.203', 'Austin'],
    ['2001:db8:1e1a::2c', 'Toronto'],
  ];
  const relay = { operator: 'APPLE_ICLOUD_RELAY_PROXY', type: 'PROXY' } as const;
  return [sunday('15:20:00'), monday('13:40:00')].flatMap((start, day) => {
    const begun = sessionOf(selma, atHome(selma), `relay ${day}`);
    const through = (exit: (typeof exits)[number]): Session =>
      movedTo(begun, { place: place(exit[0], exit[1], 'relay', relay) });
    const sessions = exits.map(through);
    return [
      ...signIn(start, sessions[day] ?? begun),
      ...sessions.flatMap((session, index) =>
        appOpen(start + (6 + index * 23) * minute, session, everydayApps[index] ?? apps.slack),
      ),
    ];
  });
}

/** Colm switches the company's VPN on and off: address and network go back and forth. */
export function vpnToggled(): Scene {
  const colm = person('Colm Gallagher');
  const direct = sessionOf(colm, atHome(colm), 'toggled');
  const tunnelled = movedTo(direct, { place: companyVpn });
  return [
    ...signIn(monday('08:41:12'), direct, { factor: 'fastpass' }),
    ...appOpen(monday('08:50:30'), tunnelled, apps.tracker),
    ...appOpen(monday('09:37:02'), direct, apps.slack),
    ...appOpen(monday('10:12:45'), tunnelled, apps.github),
    ...appOpen(monday('12:29:18'), direct, apps.google),
    ...appOpen(monday('14:55:07'), tunnelled, apps.tracker),
  ];
}

/** Juno's phone changes from Wi-Fi to cellular, to IPv6, and back, all in one session. */
export function roamingPhone(): Scene {
  const juno = person('Juno Sinclair');
  const wifi = sessionOf(juno, onPhone(juno), 'roaming');
  const cellular = movedTo(wifi, { place: place('192.0.2.101', 'London', 'cellular') });
  const six = movedTo(wifi, { place: place('2001:db8:ce11::4af', 'London', 'cellular') });
  return [
    ...signIn(monday('07:31:20'), wifi),
    ...appOpen(monday('07:36:55'), wifi, apps.slack),
    ...appOpen(monday('08:02:10'), cellular, apps.google),
    ...appOpen(monday('08:19:42'), six, apps.slack),
    ...appOpen(monday('12:44:36'), cellular, apps.expenses),
    ...appOpen(monday('16:20:01'), wifi, apps.google),
  ];
}

/**
 * Browsers are updated while sessions are open: Idris's to the next major version, Eva's to the next
 * build, and Kofi's to the next major version at the moment at which he joins the VPN.
 */
export function browsersUpdated(): Scene {
  const [idris, eva, kofi] = [
    person('Idris Vaughan'),
    person('Eva Sampaio'),
    person('Kofi Mensah'),
  ] as const;
  const next = (session: Session, old: string, young: string): Session =>
    movedTo(session, { machine: updated(session.seat.machine, old, young) });
  const major = sessionOf(idris, atOffice(idris), 'updated');
  const minor = sessionOf(eva, atHome(eva), 'updated');
  const both = sessionOf(kofi, atHome(kofi), 'updated');
  const tunnelled = movedTo(both, { place: companyVpn });
  return [
    ...signIn(monday('08:03:47'), major),
    ...appOpen(monday('09:10:05'), major, apps.wiki),
    ...appOpen(monday('11:26:13'), next(major, 'Chrome/117.', 'Chrome/118.'), apps.wiki),
    ...signIn(monday('08:15:30'), minor, { factor: 'fastpass' }),
    ...appOpen(monday('08:44:19'), minor, apps.google),
    ...appOpen(monday('13:02:58'), next(minor, '117.0.2045.47', '117.0.2045.60'), apps.google),
    ...signIn(monday('07:58:26'), both),
    ...appOpen(monday('08:33:51'), both, apps.slack),
    ...appOpen(monday('12:05:40'), next(tunnelled, 'Chrome/117.', 'Chrome/118.'), apps.tracker),
    ...appOpen(monday('15:48:22'), next(both, 'Chrome/117.', 'Chrome/118.'), apps.slack),
  ];
}

/** Hester works on her laptop in the office and on her phone in the street, in two sessions. */
export function phoneAndLaptop(): Scene {
  const hester = person('Hester Baptiste');
  const desk = sessionOf(hester, atOffice(hester), 'laptop');
  const street = { machine: hester.phone, place: place('192.0.2.117', 'Leeds', 'cellular') };
  const pocket = sessionOf(hester, street, 'phone');
  return [
    ...signIn(monday('08:20:09'), desk, { factor: 'fastpass' }),
    ...signIn(monday('08:26:33'), pocket),
    ...appOpen(monday('08:31:00'), desk, apps.tracker),
    ...appOpen(monday('08:31:48'), pocket, apps.slack),
    ...appOpen(monday('12:40:15'), pocket, apps.google),
    ...appOpen(monday('12:41:02'), desk, apps.google),
  ];
}

const shift = [
  ['agnes.holt', 'Agnes Holt'],
  ['bertie.lamb', 'Bertie Lamb'],
  ['cyril.dunn', 'Cyril Dunn'],
  ['dilys.frost', 'Dilys Frost'],
  ['ernest.quill', 'Ernest Quill'],
  ['freda.pyke', 'Freda Pyke'],
  ['gwen.archer', 'Gwen Archer'],
  ['horace.tibbs', 'Horace Tibbs'],
  ['ivy.marlow', 'Ivy Marlow'],
  ['jasper.reed', 'Jasper Reed'],
] as const;

/** Ten workers of the warehouse sign in on one shared machine, one after the other. */
export function kiosk(): Scene {
  const shared = {
    machine: machine('windows', 'Warehouse Kiosk'),
    place: offices.Leeds ?? companyVpn,
  };
  return shift.flatMap(([login, name], index) => {
    const session = sessionOf(account(login, name), shared, 'kiosk');
    const start = monday('06:58:30') + index * 4 * minute;
    return [
      ...signIn(start, session, { factor: 'none' }),
      ...appOpen(start + minute, session, apps.tracker),
      ...signOut(start + 3 * minute, session),
    ];
  });
}

/** Anya is on call: her session is older than the log, used at night and again 14 hours later. */
export function olderThanTheLog(): Scene {
  const anya = person('Anya Petrov');
  const session = sessionOf(anya, atHome(anya), 'saturday');
  return [
    ...appOpen(sunday('00:21:40'), session, apps.tracker),
    ...appOpen(sunday('01:10:06'), session, apps.slack),
    ...appOpen(sunday('02:38:52'), session, apps.wiki),
    ...appOpen(sunday('16:41:35'), session, apps.tracker),
    ...appOpen(sunday('17:05:11'), session, apps.slack),
  ];
}

/** Duarte answers his push on the phone: Okta logs the phone's address in the laptop's session. */
export function answeredOnThePhone(): Scene {
  const duarte = person('Duarte Figueira');
  const desk = sessionOf(duarte, atOffice(duarte), 'pushed');
  const verify = { ...program('OktaVerify/8.2.1 Android/13'), device: 'Mobile' } as const;
  const answeredFrom = { machine: verify, place: place('192.0.2.133', 'Lisbon', 'cellular') };
  return [
    ...pushSent(monday('08:53:20'), desk),
    ...signIn(monday('08:54:49'), desk, { answeredFrom }),
    ...appOpen(monday('09:01:13'), desk, apps.github),
    ...pushSent(monday('13:15:02'), desk),
    ...appOpen(monday('13:15:40'), desk, apps.expenses),
  ];
}

/** Gil changes his password; Okta's own follow-up has another session id under the same root. */
export function systemActsForHim(): Scene {
  const gil = person('Gil Teixeira');
  const session = sessionOf(gil, atOffice(gil), 'password');
  const changed = monday('09:25:31');
  const follow = 'system.email.new_device_notification.sent_message';
  return [
    ...signIn(monday('09:20:44'), session),
    ...passwordChanged(changed, session),
    ...systemAction(changed + 1_204, 'user.account.update_profile', [user(gil)], session),
    ...systemAction(changed + 2_870, follow, [user(gil)], session),
    ...appOpen(monday('09:40:10'), session, apps.google),
  ];
}

/** Gareth works over the hour at which British clocks go back; Nuno signs in across a full hour. */
export function clocksStrike(): Scene {
  const [gareth, nuno] = [person('Gareth Llewellyn'), person('Nuno Carvalhal')] as const;
  const night = sessionOf(gareth, atHome(gareth), 'clocks');
  const edge = sessionOf(nuno, atOffice(nuno), 'edge');
  return [
    ...signIn(sunday('00:31:15'), night),
    ...appOpen(sunday('00:59:59.900'), night, apps.tracker),
    ...appOpen(sunday('01:31:15'), night, apps.tracker),
    ...signIn(monday('10:00:00.006'), edge, { factor: 'fastpass' }),
    ...appOpen(monday('10:59:59.890'), edge, apps.slack),
    ...appOpen(monday('11:59:59.999'), edge, apps.google),
    ...signOut(monday('12:00:00.300'), edge),
  ];
}
