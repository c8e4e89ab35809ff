import { adminAction, consoleVisit, factorsReset, userCreated } from '../stories/administration.ts';
import { hour, minute, second } from '../stories/clock.ts';
import { type Dice, dice } from '../stories/dice.ts';
import { program, updated } from '../stories/machine.ts';
import { account, apps, everydayApps, type Seat } from '../stories/org.ts';
import { movedTo, type Session, sessionOf } from '../stories/session.ts';
import {
  appOpen,
  appOpenUnasked,
  failedSignIn,
  pushSent,
  type Scene,
  scene,
  signIn,
  signOut,
} from '../stories/signon.ts';
import { policyRule, user } from '../stories/target.ts';
import { amended, backEnd, serverApp } from './service.ts';
import {
  awayFromHome,
  type Colleague,
  cellular,
  deskOf,
  gatewayOf,
  inDesktopMode,
  inWebView,
  relayExit,
} from './staff.ts';

/** One day of one colleague; `midnight` is that of UTC. */
export interface Day {
  readonly number: number;
  readonly midnight: number;
}

/** Everything that a colleague does on one day. */
export function dayOf(who: Colleague, { number, midnight }: Day): Scene {
  const thrown = dice('benign day', who.login, number);
  if (who.away.includes(number)) return [];
  const weekend = number % 7 >= 5;
  const morning = midnight + (7 - who.home.utc) * hour + thrown.below(150 * minute);
  return [
    ...(thrown.chance(weekend ? 0.1 : 0.9) ? atDesk(who, morning, number, thrown) : []),
    ...(thrown.chance(0.45) ? onPhone(who, morning - hour, number, thrown) : []),
    ...(who.tablet && thrown.chance(0.4) ? onTablet(who, morning + 13 * hour, number, thrown) : []),
    ...(who.hasProgram && !weekend ? byProgram(who, morning + 3 * hour, number) : []),
  ];
}

function atDesk(who: Colleague, start: number, number: number, thrown: Dice): Scene {
  const seat = seatOf(who, number, thrown);
  const kept = who.keepsSession;
  const session = sessionOf(who, seat, kept ? 'kept' : `day ${number}`);
  const entry = kept
    ? []
    : [
        ...(thrown.chance(0.1) ? failedSignIn(start - 40 * second, who, seat) : []),
        ...(thrown.chance(0.04) ? pushesRefused(start - 90 * second, session, thrown) : []),
        ...signIn(start, session, { factor: thrown.chance(0.4) ? 'fastpass' : 'push' }),
      ];
  const told = [
    ...entry,
    ...work(who, start, session, thrown),
    ...(who.isAdmin && thrown.chance(0.7) ? administer(who, start, session, thrown) : []),
    ...(!kept && thrown.chance(0.3) ? signOut(start + 9 * hour, session) : []),
  ];
  return who.way === 'gateway' ? calledProxy(who, told) : told;
}

function seatOf(who: Colleague, day: number, thrown: Dice): Seat {
  const desk = deskOf(who, day, thrown.chance(0.5));
  if (who.way === 'gateway') return { ...desk, place: gatewayOf(who) };
  return who.way === 'relay' ? { ...desk, place: relayExit(thrown.below(4_000)) } : desk;
}

/** What the gateway passes on carries its mark; some orgs are told what kind of gateway it is. */
function calledProxy(who: Colleague, told: Scene): Scene {
  const [gateway, isNamed] = [gatewayOf(who).ip, who.index % 3 === 0];
  const service = { type: 'PROXY', operator: 'EXAMPLE_GATEWAY', isAnonymous: false };
  const named = isNamed ? { ipDetails: { ipServiceCategories: [service] } } : {};
  return told.flatMap((entry) => {
    const { ipAddress } = entry['client'] as { ipAddress: string };
    const through = ipAddress === gateway;
    return through ? amended([entry], { securityContext: { isProxy: true, ...named } }) : [entry];
  });
}

function work(who: Colleague, start: number, session: Session, thrown: Dice): Scene {
  const count = 3 + thrown.below(6);
  const newer = thrown.chance(0.03);
  return Array.from({ length: count }, (_, index) => {
    const at = start + (4 + index * 50) * minute + thrown.below(40 * minute);
    const here = placed(who, session, thrown);
    const seen = newer && index > count / 2 ? movedTo(here, { machine: newerThan(here) }) : here;
    const viewed = thrown.chance(0.05)
      ? movedTo(seen, { machine: inWebView(seen.seat.machine) })
      : seen;
    if (thrown.chance(0.2)) return serverApp(at, viewed);
    const open = thrown.chance(0.5) ? appOpen : appOpenUnasked;
    return open(at, viewed, thrown.pick(everydayApps));
  }).flat();
}

const updates = [
  ['Chrome/117.', 'Chrome/118.'],
  ['Firefox/118.', 'Firefox/119.'],
  ['Version/16.6', 'Version/17.0'],
] as const;

function newerThan(session: Session): Session['seat']['machine'] {
  const { machine } = session.seat;
  const update = updates.find(([old]) => machine.rawUserAgent.includes(old));
  return update ? updated(machine, update[0], update[1]) : machine;
}

/** Where this request of the session comes from; VPNs are toggled, relays change exits. */
function placed(who: Colleague, session: Session, thrown: Dice): Session {
  if (who.way === 'relay') return movedTo(session, { place: relayExit(thrown.below(4_000)) });
  if (who.way !== 'vpn-at-times' || thrown.chance(0.5)) return session;
  return movedTo(session, { place: { ...gatewayOf(who), ip: '198.51.100.200' } });
}

/** The owner presses "no" once or twice, by mistake or because nothing was expected. */
function pushesRefused(at: number, session: Session, thrown: Dice): Scene {
  return Array.from({ length: 1 + thrown.below(2) }, (_, index) => [
    ...pushSent(at + index * 25 * second, session),
    ...scene({
      at: at + (index * 25 + 9) * second,
      type: 'user.authentication.auth_via_mfa',
      session,
      targets: [user(session.who)],
      result: 'FAILURE',
      reason: 'INVALID_CREDENTIALS',
      debug: { factor: 'OKTA_VERIFY_PUSH', pushOnlyResponseType: 'OV_RESPONSE_DENY' },
    }),
  ]).flat();
}

/** An administrator's visit to the console, with what Okta's back end does meanwhile. */
function administer(who: Colleague, start: number, session: Session, thrown: Dice): Scene {
  const at = start + (20 + thrown.below(300)) * minute;
  const newcomer = account(`${who.login.split('@')[0]}-hire-${at}`, `Hired ${at}`);
  const colleague = account(`somebody-${thrown.below(100)}`, 'Somebody');
  const calls = [
    () => factorsReset(at + 4 * minute, session, colleague),
    () => userCreated(at + 5 * minute, session, newcomer),
    () =>
      adminAction(at + 6 * minute, session, 'policy.rule.update', [policyRule('Rule')], {
        requestUri: '/api/v1/policies/rules',
      }),
    () =>
      adminAction(at + 7 * minute, session, 'user.lifecycle.deactivate', [user(colleague)], {
        requestUri: `/api/v1/users/${colleague.id}/lifecycle/deactivate`,
      }),
    () => cleanUp(at + 8 * minute, session),
  ];
  return [
    ...consoleVisit(at, session),
    ...backEnd(at, session),
    ...calls
      .filter((_, index) => thrown.chance(index === 4 ? 0.02 : 0.4))
      .flatMap((call) => call()),
    ...appOpen(at + 15 * minute, session, apps.tracker),
  ];
}

/** The account that attackers left behind is put away. */
function cleanUp(at: number, session: Session): Scene {
  const planted = account('svc_network_backup', 'svc_network_backup');
  return (
    ['user.session.clear', 'user.lifecycle.suspend', 'user.lifecycle.deactivate'] as const
  ).flatMap((type, index) =>
    adminAction(at + index * 20 * second, session, type, [user(planted)], {
      requestUri: `/api/v1/users/${planted.id}`,
    }),
  );
}

function onPhone(who: Colleague, start: number, number: number, thrown: Dice): Scene {
  // A phone signs in anew every fortnight; the others' sessions began before the log.
  const session = sessionOf(who, { machine: who.phone, place: who.home }, 'phone');
  const first = !who.phoneIsOld && number === who.index % 5;
  if (!who.phoneIsOld && number < who.index % 5) return [];
  const opened = Array.from({ length: 1 + thrown.below(3) }, (_, index) => {
    const at = start + (5 + index * 200) * minute + thrown.below(100 * minute);
    const there = awayFromHome(who, number) ?? who.home;
    const here = thrown.chance(0.5) ? there : cellular(who, thrown.below(9_000));
    return appOpenUnasked(at, movedTo(session, { place: here }), thrown.pick(everydayApps));
  });
  return [...(first ? signIn(start, session) : []), ...opened.flat()];
}

/** A program of the command line signs in by itself, and opens the cloud's console for its owner. */
function byProgram(who: Colleague, start: number, number: number): Scene {
  const seat = { machine: program('python-requests/2.31.0'), place: who.home };
  const session = sessionOf(who, seat, `program ${number}`);
  return [
    ...scene({ at: start, type: 'user.session.start', session, targets: [] }),
    ...appOpenUnasked(start + 2 * second, session, apps.tracker),
  ];
}

function onTablet(who: Colleague, start: number, number: number, thrown: Dice): Scene {
  const machine = who.tablet ?? who.phone;
  const session = sessionOf(who, { machine, place: who.home }, `tablet ${number}`);
  const desktop = movedTo(session, { machine: inDesktopMode(machine) });
  return [
    ...signIn(start, session),
    ...appOpen(start + 3 * minute, session, apps.slack),
    ...(thrown.chance(0.3) ? appOpen(start + 9 * minute, desktop, apps.google) : []),
  ];
}
