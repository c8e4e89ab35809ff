import { second } from '../../stories/clock.ts';
import { commonApps, teamApps } from '../company.ts';
import { site } from '../network.ts';
import { enrols, opensApp, refusesPush, sendsPush, signsIn } from '../sign-on.ts';
import {
  minutes,
  pythonScript,
  rentedServer,
  residentialProxy,
  type Stage,
  strangeMac,
  strangeWindows,
} from '../stage.ts';
import type { Storyline } from '../storyline.ts';
import { enrolment, user } from '../thing.ts';
import { from, withoutVisit } from '../visit.ts';
import { phoneSite } from '../whereabouts.ts';

/** FastPass refuses a phishing page; somebody else, without it, falls for the same one. */
function blockedPhish(stage: Stage): void {
  const [first, other] = [stage.person(), stage.person(1)];
  const at = stage.after(first, 70);
  const page = rentedServer(91, 'ovh');
  stage.pen.write({
    at,
    type: 'user.authentication.auth_via_mfa',
    visit: withoutVisit(first, first.laptop, page),
    targets: [enrolment(first, 'Use Okta FastPass')],
    result: 'FAILURE',
    reason: 'FastPass declined phishing attempt',
    credential: 'ASSERTION',
    uri: '/idp/idx/authenticators/poll',
    debug: { factor: 'SIGNED_NONCE' },
  });
  const later = at + minutes(17);
  const visit = stage.foreignSession(other, strangeWindows(stage.token('S06a')), page, 'S06a');
  signsIn(stage.pen, later, visit, { factor: 'sms' });
  opensApp(stage.pen, later + minutes(2), visit, teamApps[0] ?? commonApps[0]!);
}

/** The page in between keeps the cookie; seconds later a script uses it, and a second factor is enrolled. */
function proxiedPhish(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 80);
  const visit = stage.foreignSession(
    victim,
    strangeWindows(stage.token('S06b')),
    rentedServer(92, 'vultr', 'Amsterdam'),
    'S06b',
  );
  signsIn(stage.pen, at, visit, { factor: 'sms' });
  const replayed = from(visit, { device: pythonScript, site: rentedServer(93, 'hetzner') });
  for (const [index, app] of commonApps.slice(0, 4).entries()) {
    opensApp(stage.pen, at + (20 + index * 9) * second, replayed, app);
  }
  enrols(
    stage.pen,
    at + minutes(3),
    from(visit, { device: strangeMac(null), site: rentedServer(93, 'hetzner') }),
    strangeMac(null),
  );
}

/** The first sign-in from a hotel, and the browser is upgraded while it lasts. */
function hotelAndUpgrade(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 11 * 60);
  const hotel = site('100.64.200.9', 'Dublin', 'hotel');
  const visit = from(stage.ownSession(who, at, 'hotel'), { site: hotel });
  signsIn(stage.pen, at, visit, { factor: 'fastpass' });
  opensApp(stage.pen, at + minutes(2), visit, commonApps[0]!);
  const newer = who.laptop.agentAt(at + 28 * 86_400_000);
  const upgraded = from(visit, { device: { ...who.laptop, agentAt: () => newer } });
  opensApp(stage.pen, at + minutes(20), upgraded, commonApps[1]!);
}

/** Pushes until the owner gives in. */
function fatigue(stage: Stage): void {
  const victim = stage.person();
  const at = stage.after(victim, 14 * 60);
  const visit = stage.foreignSession(
    victim,
    strangeWindows(stage.token('S07')),
    residentialProxy(101, 'Chicago', 'comcast'),
    'S07',
  );
  const pending = from(visit, stage.org.isClassic ? { external: null, root: null } : {});
  const phone = { device: victim.phone, site: phoneSite(victim, at) };
  for (let n = 0; n < 7; n++) {
    const answer = n === 2 || n === 5 ? 'unanswered' : 'denied';
    refusesPush(stage.pen, at + n * 70 * second, pending, answer, phone);
  }
  const given = at + 9 * 60 * second;
  signsIn(stage.pen, given, visit, { factor: 'push', phone });
  opensApp(stage.pen, given + minutes(2), visit, commonApps[1]!);
  enrols(stage.pen, given + minutes(5), visit, visit.device);
}

/** The owner says no twice by mistake, each time to several phones, then signs in from the same address. */
function denialByMistake(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 13 * 60);
  const visit = stage.ownSession(who, at, 'denied by mistake');
  const phone = { device: who.phone, site: phoneSite(who, at) };
  for (let n = 0; n < 2; n++) {
    sendsPush(stage.pen, at + n * 40 * second - 800, visit);
    refusesPush(stage.pen, at + n * 40 * second, visit, 'denied', phone);
  }
  signsIn(stage.pen, at + 110 * second, visit, { factor: 'push', phone });
  opensApp(stage.pen, at + minutes(5), visit, commonApps[0]!);
}

/** The owner of one of the tokens types the password of the morning wrong before the app asks again. */
function blockedByMistake(stage: Stage): void {
  const who = stage.person();
  const at = stage.after(who, 70);
  const own = stage.ownSession(who, at, 'stale page');
  stage.pen.write({
    at,
    type: 'user.authentication.auth_via_mfa',
    visit: from(own, { external: null, root: null }),
    targets: [enrolment(who, 'Use Okta FastPass'), user(who)],
    result: 'FAILURE',
    reason: 'INVALID_CREDENTIALS',
    credential: 'ASSERTION',
    uri: '/idp/idx/authenticators/poll',
    debug: { factor: 'SIGNED_NONCE' },
  });
  signsIn(stage.pen, at + minutes(1), own, { factor: 'fastpass' });
}

export const phishingStories: readonly Storyline[] = [
  {
    id: 'S06a',
    title: 'Phishing page refused by FastPass, then somebody else falls for it',
    level: 'high',
    fires: ['A17', 'B01', 'M11'],
    attack: blockedPhish,
    twin: blockedByMistake,
  },
  {
    id: 'S06b',
    title: 'Phishing proxy: the cookie is replayed by a script',
    level: 'high',
    fires: ['C04', 'C06', 'L01', 'X08'],
    attack: proxiedPhish,
    twin: hotelAndUpgrade,
  },
  {
    id: 'S07',
    title: 'Push fatigue until the owner gives in',
    level: 'high',
    fires: ['B05', 'B06', 'B07', 'B08'],
    attack: fatigue,
    twin: denialByMistake,
  },
];
