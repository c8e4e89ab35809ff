import {
  adminAction,
  consoleVisit,
  factorsReset,
  integrationsAnswer,
  provisioned,
  systemAction,
} from './administration.ts';
import { clock, hour, minute, second } from './clock.ts';
import { type Dice, dice } from './dice.ts';
import {
  account,
  apps,
  everydayApps,
  hrSync,
  type Person,
  people,
  type Service,
  services,
} from './org.ts';
import { atHome, atOffice, type Session, sessionOf } from './session.ts';
import {
  appOpen,
  appOpenUnasked,
  failedSignIn,
  lockedOut,
  passwordChanged,
  type Scene,
  scene,
  signIn,
  signOut,
} from './signon.ts';
import { group, policyRule, user } from './target.ts';

/** Who comes to work. */
export interface Attendance {
  readonly staff: readonly Person[];
  /** The share of the staff, 0 to 1, that signs in on this day. */
  readonly share: number;
}

/**
 * The ordinary traffic of one day: people sign in at the office or at home in their own morning,
 * open applications, mistype passwords, change them, and some sign out.
 */
export function ordinaryDay(date: string, { staff, share }: Attendance): Scene {
  return staff.flatMap((who) => {
    const thrown = dice('day', date, who.login);
    return thrown.chance(share) ? dayOf(who, date, thrown) : [];
  });
}

function dayOf(who: Person, date: string, thrown: Dice): Scene {
  const seat = thrown.chance(0.6) ? atOffice(who) : atHome(who);
  const session = sessionOf(who, seat, date);
  const midnight = clock(date)('00:00:00.000') - seat.place.utc * hour;
  const start = midnight + 7.5 * hour + thrown.below(100 * minute);
  return [
    ...(thrown.chance(0.12) ? failedSignIn(start - 40 * second, who, seat) : []),
    ...signIn(start, session, { factor: thrown.chance(0.4) ? 'fastpass' : 'push' }),
    ...work(start, session, thrown),
    ...(thrown.chance(0.03) ? passwordChanged(start + 3 * minute + 211, session) : []),
    ...(thrown.chance(0.3) ? signOut(start + 8 * hour + thrown.below(40 * minute), session) : []),
  ];
}

function work(start: number, session: Session, thrown: Dice): Scene {
  const count = 1 + thrown.below(4);
  return Array.from({ length: count }, () => {
    const at = start + 2 * minute + thrown.below(7.5 * hour);
    const open = thrown.chance(0.5) ? appOpen : appOpenUnasked;
    return open(at, session, thrown.pick(everydayApps));
  }).flat();
}

/** A service account signs in by itself, every `every` milliseconds, each time in a new session. */
export function serviceRuns(service: Service, from: number, until: number, every: number): Scene {
  const count = Math.ceil((until - from) / every);
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * every + dice('run', service.login, index).below(90 * second);
    return serviceSignIn(at, service);
  }).flat();
}

function serviceSignIn(at: number, service: Service): Scene {
  const session = sessionOf(service, service.seat, `${at}`);
  return scene({
    at,
    type: 'user.session.start',
    session,
    targets: [],
    credential: 'PASSWORD',
    requestUri: '/api/v1/authn',
  });
}

/** All service accounts about their business between two moments. */
export function machinery(from: number, until: number): Scene {
  return [
    ...serviceRuns(services.networkBackup, from, until, 3 * hour),
    ...serviceRuns(services.backup06, from + 20 * minute, until, 4 * hour),
    ...serviceRuns(services.printQueue, from + 50 * minute, until, 6 * hour),
  ];
}

const newcomers: readonly (readonly [user: string, name: string])[] = [
  ['thandiwe.nkosi', 'Thandiwe Nkosi'],
  ['boris.eklund', 'Boris Eklund'],
  ['yasmin.farouk', 'Yasmin Farouk'],
  ['patrick.oduya', 'Patrick Oduya'],
  ['ingrid.solheim', 'Ingrid Solheim'],
  ['malik.benali', 'Malik Benali'],
];

/** The personnel department's program brings in two newcomers, and Okta sorts them into groups. */
export function newcomersArrive(at: number): Scene {
  const first = dice('newcomers', at).below(newcomers.length / 2) * 2;
  return newcomers.slice(first, first + 2).flatMap(([login, name], index) => {
    const who = account(login, name);
    const start = at + index * 47 * second;
    return [
      ...provisioned(start, hrSync, who, 'All Staff'),
      ...systemAction(start + 9_120, 'group.user_membership.add', [user(who), group('Everyone')]),
    ];
  });
}

/** Somebody locks himself out; the help desk lets him in again from the console. */
export function lockoutAndHelp(at: number, who: Person, helper: Person): Scene {
  const desk = sessionOf(helper, atOffice(helper), `lockout ${at}`);
  return [
    ...lockedOut(at, who, atOffice(who)),
    ...signIn(at + 9 * minute, desk, { factor: 'fastpass' }),
    ...consoleVisit(at + 10 * minute, desk),
    ...integrationsAnswer(at + 10 * minute + 900, desk),
    ...adminAction(at + 12 * minute, desk, 'user.account.unlock_by_admin', [user(who)], {
      requestUri: `/api/v1/users/${who.id}/lifecycle/unlock`,
    }),
    ...adminAction(at + 13 * minute, desk, 'user.account.reset_password', [user(who)], {
      requestUri: `/api/v1/users/${who.id}/lifecycle/reset_password`,
    }),
  ];
}

/** An administrator's ordinary morning: sign-in, console, and small changes over an hour. */
export function adminMorning(at: number, who: Person): Scene {
  const session = sessionOf(who, atOffice(who), `console ${at}`);
  const some = dice('administered', at, who.login);
  const colleague = some.pick(people);
  const inConsole = at + 4 * minute;
  return [
    ...signIn(at, session, { factor: 'fastpass' }),
    ...consoleVisit(inConsole, session),
    ...integrationsAnswer(inConsole + 1_100, session),
    ...adminAction(
      inConsole + 6 * minute,
      session,
      'group.user_membership.add',
      [user(colleague), group('Release Managers')],
      { requestUri: `/api/v1/groups/${group('Release Managers').id}/users/${colleague.id}` },
    ),
    ...adminAction(
      inConsole + 21 * minute,
      session,
      'policy.rule.update',
      [policyRule('Contractors on any device')],
      { requestUri: '/api/v1/policies/rules' },
    ),
    ...factorsReset(inConsole + 38 * minute, session, colleague),
    ...appOpen(inConsole + 50 * minute, session, apps.tracker),
  ];
}
