import { hour, second } from '../../stories/clock.ts';
import { type Account, account } from '../../stories/org.ts';
import { commonApps } from '../company.ts';
import { browserOf, type Device, programOf } from '../device.ts';
import type { Employee } from '../employee.ts';
import type { Site } from '../network.ts';
import { site } from '../network.ts';
import { failsToSignIn, isLockedOut, opensApp, signsIn } from '../sign-on.ts';
import {
  minutes,
  pythonScript,
  rentedServer,
  residentialProxy,
  type Stage,
  torExit,
} from '../stage.ts';
import type { Storyline } from '../storyline.ts';
import { withoutVisit } from '../visit.ts';
import { officeSite } from '../whereabouts.ts';

const oldChrome = browserOf(
  'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.51 Safari/537.36',
  'Windows 7',
  null,
);

/** The accounts that are tried: people first, then names that nobody bears. */
function accountsOf(stage: Stage, count: number): readonly Account[] {
  const people: readonly Account[] = stage.org.staffOn(stage.day).slice(0, Math.ceil(count * 0.7));
  const invented = Array.from({ length: count - people.length }, (_, n) => ({
    ...account(`guessed.name${n}`, 'unknown'),
    id: 'unknown',
  }));
  return [...people, ...invented];
}

function tries(stage: Stage, at: number, who: Account, device: Device, place: Site): void {
  const reason = who.id === 'unknown' ? 'VERIFICATION_ERROR' : 'INVALID_CREDENTIALS';
  failsToSignIn(stage.pen, at, who, device, place, reason);
}

/** One of them is in: no second factor, an application or two. */
function getsIn(
  stage: Stage,
  at: number,
  victim: Employee,
  device: Device,
  place: Site,
  label: string,
): void {
  const visit = stage.foreignSession(victim, device, place, label);
  signsIn(stage.pen, at, visit, { factor: 'none' });
  opensApp(stage.pen, at + minutes(3), visit, commonApps[1]!);
}

/** One address, thirty accounts, two to four tries each in twenty minutes; Okta notices. */
function fromOneAddress(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 16 * 60);
  const place = rentedServer(111, 'ovh');
  for (const [n, who] of accountsOf(stage, 30).entries()) {
    const count = 2 + (n % 3);
    for (let tried = 0; tried < count; tried++) {
      tries(stage, at + (n * 38 + tried * 9) * second, who, oldChrome, place);
    }
  }
  stage.pen.write({
    at: at + minutes(11),
    type: 'security.threat.detected',
    visit: withoutVisit({ id: 'unknown', login: 'unknown', name: place.ip }, oldChrome, place),
    result: 'ALLOW',
    reason: 'Password Spray',
    uri: '/api/v1/authn',
    debug: { threatSuspected: 'true', threatDetections: '{"Password Spray":"HIGH"}' },
  });
  getsIn(stage, at + minutes(24), victim, oldChrome, place, 'S08a');
}

/** Twelve addresses, forty accounts, three tries for each address in fifteen minutes. */
function distributed(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 16 * 60);
  const accounts = accountsOf(stage, 40);
  for (const [n, who] of accounts.entries()) {
    const place = residentialProxy(120 + (n % 12), 'Chicago', 'comcast');
    tries(stage, at + n * 21 * second, who, oldChrome, place);
  }
  getsIn(
    stage,
    at + minutes(20),
    victim,
    oldChrome,
    residentialProxy(123, 'Chicago', 'comcast'),
    'S08b',
  );
}

/** One account from nine addresses in three countries. */
function rotating(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 15 * 60);
  const places = [
    ...[1, 2, 3].map((n) => residentialProxy(140 + n, 'Krakow', 'orangePolska')),
    ...[1, 2, 3].map((n) => residentialProxy(150 + n, 'Chicago', 'comcast')),
    ...[1, 2, 3].map((n) => torExit(40 + n)),
  ];
  for (let n = 0; n < 18; n++) {
    tries(stage, at + n * 70 * second, victim, oldChrome, places[n % 9] ?? torExit(41));
  }
  getsIn(stage, at + minutes(25), victim, oldChrome, places[4] ?? torExit(41), 'S08c');
}

/** Stuffing: one try for each of forty accounts from one address, in ten minutes. */
function stuffing(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 16 * 60);
  const place = rentedServer(161, 'vultr');
  for (const [n, who] of accountsOf(stage, 45).entries()) {
    tries(stage, at + n * 13 * second, who, oldChrome, place);
  }
  getsIn(stage, at + minutes(12), victim, oldChrome, place, 'S08d');
}

/** A tool without a cookie tries one account at the old endpoint until it is locked. */
function byTool(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 15 * 60);
  const place = torExit(71);
  for (let n = 0; n < 20; n++) tries(stage, at + n * 15 * second, victim, pythonScript, place);
  isLockedOut(stage.pen, at + 300 * second, victim, pythonScript, place);
}

/** Low and slow: one account an hour for a week, from one address. */
function lowAndSlow(stage: Stage): void {
  const victim = stage.person();
  const accounts = accountsOf(stage, 30);
  const place = rentedServer(171, 'hetzner', 'Bucharest');
  const begun = stage.after(victim, 0, stage.day - 7);
  for (let n = 0; n < 7 * 22; n++) {
    tries(
      stage,
      begun + n * hour + (n % 17) * 101 * second,
      accounts[n % 30] ?? victim,
      oldChrome,
      place,
    );
  }
  getsIn(stage, begun + 7 * 24 * hour, victim, oldChrome, place, 'S08f');
}

/** Monday, nine o'clock: passwords have expired, and a whole office tries behind one address. */
function expiredOnMonday(stage: Stage): void {
  const monday = Math.floor(stage.day / 7) * 7;
  const crowd = stage.people().slice(0, 14);
  const host = crowd[0];
  if (!host) return;
  const at = stage.after(host, 0, monday);
  for (const [n, who] of crowd.entries()) {
    const begun = at + n * 50 * second;
    const place = officeSite(host, at);
    failsToSignIn(stage.pen, begun, who, who.laptop, place, 'PASSWORD_EXPIRED');
    failsToSignIn(stage.pen, begun + 20 * second, who, who.laptop, place);
    signsIn(stage.pen, begun + 90 * second, {
      ...stage.ownSession(who, begun, `expired ${monday}`),
      site: place,
    });
  }
}

/** A script goes on with a password that was changed, from the data centre, for a day. */
function forgottenScript(stage: Stage): void {
  const who = account('svc.reporting', 'Reporting');
  const host = stage.person();
  const at = stage.after(host, 0);
  const place = site('100.64.7.7', 'Ashburn', 'datacentre');
  for (let n = 0; n < 60; n++) {
    failsToSignIn(stage.pen, at + n * minutes(10), who, programOf('Java/17.0.8'), place);
  }
}

/** Somebody back from holiday needs several tries, then remembers. */
function remembers(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 13 * 60);
  const visit = stage.ownSession(who, at, 'remembers');
  if (!visit.site) return;
  for (let n = 0; n < 6; n++)
    failsToSignIn(stage.pen, at + n * 14 * second, who, who.laptop, visit.site);
  signsIn(stage.pen, at + minutes(3), visit);
}

export const sprayStories: readonly Storyline[] = [
  {
    id: 'S08a',
    title: 'Password spray from one address',
    level: 'high',
    fires: ['A06', 'A07', 'A09', 'A17', 'M01', 'M03'],
    attack: fromOneAddress,
    twin: expiredOnMonday,
  },
  {
    id: 'S08b',
    title: 'Password spray from twelve addresses',
    level: 'high',
    fires: ['A10', 'D01'],
    attack: distributed,
    twin: forgottenScript,
  },
  {
    id: 'S08c',
    title: 'One account from rotating addresses',
    level: 'high',
    fires: ['A11', 'A16', 'A20', 'D01'],
    attack: rotating,
    twin: remembers,
  },
  {
    id: 'S08d',
    title: 'Credential stuffing from one address',
    level: 'high',
    fires: ['A07', 'A08', 'A17'],
    attack: stuffing,
    twin: expiredOnMonday,
  },
  {
    id: 'S08e',
    title: 'A tool without a device token guesses until the lock',
    level: 'medium',
    fires: ['A01', 'A04', 'A12', 'A20'],
    attack: byTool,
    twin: forgottenScript,
  },
  {
    id: 'S08f',
    title: 'Low and slow: one account an hour for a week',
    level: 'medium',
    fires: ['A07', 'A17'],
    attack: lowAndSlow,
    twin: remembers,
  },
];
