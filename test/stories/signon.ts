import type { JsonObject } from '../../src/event/json.ts';
import { minute, second } from './clock.ts';
import { type Oddity, verdict } from './debug.ts';
import { dice } from './dice.ts';
import { type App, apps, type Person, type Seat } from './org.ts';
import { type Happening, record } from './record.ts';
import { movedTo, type Session, withoutSession } from './session.ts';
import { appFor, enrolment, policy, user } from './target.ts';

/** A piece of a log: the records of something that happened, oldest first. */
export type Scene = readonly JsonObject[];

/** Writes happenings down as records. */
export function scene(...happenings: readonly Happening[]): Scene {
  return happenings.map(record);
}

/** How somebody signs in. */
export interface SignInManner {
  /** The second factor; `push` unless told otherwise. */
  readonly factor?: 'push' | 'fastpass' | 'none';
  /** Where the push is answered, if Okta logs the phone's address instead of the browser's. */
  readonly answeredFrom?: Seat;
  /** What of this sign-in is new to Okta. */
  readonly odd?: readonly Oddity[];
}

/**
 * A sign-in on Identity Engine that succeeds: password, second factor, session policy, the session's
 * start at `at`, then the dashboard. All records carry the session's ids, those before the start too.
 */
export function signIn(at: number, session: Session, manner: SignInManner = {}): Scene {
  const { factor = 'push', odd = [] } = manner;
  return [
    ...passwordStep(at - 9 * second, session),
    ...secondStep(at, session, factor, manner.answeredFrom),
    ...scene(
      {
        at: at - 14,
        type: 'policy.evaluate_sign_on',
        session,
        targets: policy(null, 'Password and another factor'),
        ...allowed,
        request: `start ${at}`,
        debug: verdict(...odd),
      },
      {
        at,
        type: 'user.session.start',
        session,
        targets: appFor(apps.dashboard, session.who),
        credential: 'PASSWORD',
        request: `start ${at}`,
        debug: {
          ...verdict(...odd),
          origin: 'https://example.okta.com',
          authnRequestId: authnOf(`start ${at}`),
        },
      },
    ),
    ...appOpen(at + 160, session, apps.dashboard),
  ];
}

function passwordStep(at: number, session: Session): Scene {
  return scene({
    at,
    type: 'user.authentication.auth_via_mfa',
    session,
    targets: [enrolment(session.who, 'Password')],
    credential: 'PASSWORD',
    requestUri: '/idp/idx/challenge/answer',
    debug: { factor: 'PASSWORD_AS_FACTOR', factorIntent: 'AUTHENTICATION' },
  });
}

function secondStep(
  at: number,
  session: Session,
  factor: NonNullable<SignInManner['factor']>,
  answeredFrom: Seat | undefined,
): Scene {
  if (factor === 'none') return [];
  const asked = factor === 'push' ? pushSent(at - 7 * second, session) : [];
  const answered = answeredFrom ? movedTo(session, answeredFrom) : session;
  const name = factor === 'push' ? 'OKTA_VERIFY_PUSH' : 'SIGNED_NONCE';
  const method = factor === 'push' ? 'Get a push notification' : 'Use Okta FastPass';
  return [
    ...asked,
    ...scene({
      at: at - 380,
      type: 'user.authentication.auth_via_mfa',
      session: answered,
      targets: [enrolment(session.who, method), user(session.who)],
      credential: factor === 'push' ? 'OTP' : 'ASSERTION',
      requestUri: answeredFrom
        ? '/idp/authenticators/okta_verify/transaction'
        : '/idp/idx/challenge/poll',
      debug: { factor: name, factorIntent: 'AUTHENTICATION' },
    }),
  ];
}

/** Okta sends a push to the phone of the session's owner. */
export function pushSent(at: number, session: Session): Scene {
  return scene({
    at,
    type: 'system.push.send_factor_verify_push',
    session,
    targets: [user(session.who)],
    requestUri: '/idp/idx/challenge',
    debug: { factor: 'OKTA_VERIFY_PUSH' },
  });
}

/** A sign-in that fails at `at`. It belongs to no session. */
export function failedSignIn(
  at: number,
  who: Person,
  seat: Seat,
  reason = 'INVALID_CREDENTIALS',
): Scene {
  return scene({
    at,
    type: 'user.session.start',
    session: withoutSession(who, seat),
    targets: [],
    result: 'FAILURE',
    reason,
    credential: 'PASSWORD',
    requestUri: '/idp/idx/challenge/answer',
    debug: verdict(),
  });
}

/** Five wrong passwords within two minutes, and the lock that follows. */
export function lockedOut(at: number, who: Person, seat: Seat): Scene {
  const tries = [0, 19, 41, 66, 90].map((after) => failedSignIn(at + after * second, who, seat));
  return [
    ...tries.flat(),
    ...scene({
      at: at + 90 * second + 40,
      type: 'user.account.lock',
      session: withoutSession(who, seat),
      targets: [user(who)],
      result: 'FAILURE',
      reason: 'LOCKED_OUT',
      requestUri: '/idp/idx/challenge/answer',
    }),
  ];
}

/** An application is opened in the session: its policy is asked and says yes, then the sign-on. */
export function appOpen(at: number, session: Session, app: App): Scene {
  const request = `open ${app.name} ${at}`;
  const verified: readonly Happening[] =
    app === apps.dashboard
      ? [
          {
            at: at + 40,
            type: 'user.authentication.verify',
            session,
            targets: [...appFor(app, session.who).slice(0, 1), enrolment(session.who, 'Password')],
            request,
          },
        ]
      : [];
  return scene(
    {
      at,
      type: 'policy.evaluate_sign_on',
      session,
      targets: policy(app, 'Catch-all rule'),
      ...allowed,
      requestUri: app.path,
      request,
      debug: verdict(),
    },
    ...verified,
    ssoOf(at + 210, session, app, request),
  );
}

/** The bare sign-on to an application, without the policy's record before it. */
export function appOpenUnasked(at: number, session: Session, app: App): Scene {
  return scene(ssoOf(at, session, app, `open ${app.name} ${at}`));
}

function ssoOf(at: number, session: Session, app: App, request: string): Happening {
  return {
    at,
    type: 'user.authentication.sso',
    session,
    targets: appFor(app, session.who),
    requestUri: app.path,
    request,
    debug: {
      initiationType: 'IDP_INITIATED',
      signOnMode: app.mode,
      authnRequestId: authnOf(request),
    },
  };
}

/** The policy of an application refuses the session at `at`. */
export function appDenied(
  at: number,
  session: Session,
  app: App,
  rule: string,
  odd: readonly Oddity[] = [],
): Scene {
  return scene({
    at,
    type: 'policy.evaluate_sign_on',
    session,
    targets: policy(app, rule),
    result: 'DENY',
    reason: 'Sign-on policy evaluation resulted in DENY',
    requestUri: app.path,
    request: `denied ${app.name} ${at}`,
    debug: verdict(...odd),
  });
}

/** The session is used to change its owner's own password. */
export function passwordChanged(at: number, session: Session): Scene {
  return scene({
    at,
    type: 'user.account.update_password',
    session,
    targets: [user(session.who)],
    requestUri: '/api/v1/users/me/credentials/change_password',
  });
}

/** The session's owner signs out. */
export function signOut(at: number, session: Session): Scene {
  return scene({
    at,
    type: 'user.session.end',
    session,
    targets: [],
    requestUri: '/login/signout',
  });
}

/** The session opens `list` of applications, one every few minutes. */
export function appsInTurn(at: number, session: Session, list: readonly App[]): Scene {
  return list.flatMap((app, index) =>
    appOpen(at + index * 7 * minute + index * 1_371, session, app),
  );
}

function authnOf(request: string): string {
  return `Z${dice('authn request', request).letters(26)}`;
}

const allowed = { result: 'ALLOW', reason: 'Sign-on policy evaluation resulted in ALLOW' } as const;
