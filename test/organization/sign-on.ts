import { second } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import type { Account, App } from '../stories/org.ts';
import { adminConsole, dashboard } from './company.ts';
import type { Device } from './device.ts';
import type { Site } from './network.ts';
import type { Pen } from './record-book.ts';
import { appTargets, deviceTarget, enrolment, judgedBy, user } from './thing.ts';
import { from, type Visit, withoutVisit } from './visit.ts';

export type FactorName = 'push' | 'fastpass' | 'webauthn' | 'sms' | 'none';

const factors = {
  push: ['OKTA_VERIFY_PUSH', 'Get a push notification', 'OTP'],
  fastpass: ['SIGNED_NONCE', 'Use Okta FastPass', 'ASSERTION'],
  webauthn: ['FIDO_WEBAUTHN', 'Security Key or Biometric', 'FIDO'],
  sms: ['SMS_FACTOR', 'SMS', 'OTP'],
} as const;

/** How somebody signs in. */
export interface EntryManner {
  readonly factor?: FactorName;
  /** The phone that answers a push, if Okta logs its address instead of the browser's. */
  readonly phone?: { readonly device: Device; readonly site: Site };
  readonly isFromDirectory?: boolean;
  /** Whether the dashboard is shown afterwards. */
  readonly opensDashboard?: boolean;
  readonly hasPassword?: boolean;
}

const allowed = { result: 'ALLOW', reason: 'Sign-on policy evaluation resulted in ALLOW' } as const;

/** A sign-in that succeeds; its session starts at `at`. */
export function signsIn(pen: Pen, at: number, visit: Visit, manner: EntryManner = {}): void {
  const { factor = 'push', opensDashboard = true, hasPassword = true } = manner;
  if (manner.isFromDirectory) passedByDirectory(pen, at - 10 * second, visit);
  if (!pen.isClassic && hasPassword) {
    pen.write({
      at: at - 9 * second,
      type: 'user.authentication.auth_via_mfa',
      visit,
      targets: [enrolment(visit.who, 'Password')],
      credential: 'PASSWORD',
      uri: '/idp/idx/challenge/answer',
      debug: { factor: 'PASSWORD_AS_FACTOR', factorIntent: 'AUTHENTICATION' },
    });
  }
  if (pen.isClassic && factor !== 'none') {
    pen.write({
      at: at - 8 * second,
      type: 'policy.evaluate_sign_on',
      visit: from(visit, { external: null }),
      targets: judgedBy(null),
      result: 'CHALLENGE',
      reason: 'Sign-on policy evaluation resulted in CHALLENGE',
      uri: '/api/v1/authn',
      judged: 'only',
    });
  }
  answersFactor(pen, at, visit, factor, manner.phone);
  startsSession(pen, at, visit);
  if (opensDashboard && !pen.isClassic) opensApp(pen, at + 160, visit, dashboard);
}

function startsSession(pen: Pen, at: number, visit: Visit): void {
  const request = `start ${at} ${visit.external}`;
  const uri = pen.isClassic ? '/api/v1/authn' : '/idp/idx/identify';
  pen.write({
    at: at - 14,
    type: 'policy.evaluate_sign_on',
    visit,
    targets: judgedBy(null),
    ...allowed,
    request,
    uri,
    judged: 'only',
  });
  pen.write({
    at,
    type: 'user.session.start',
    visit: pen.isClassic ? beganAs(visit) : visit,
    targets: pen.isClassic ? [] : appTargets(dashboard, visit.who),
    credential: 'PASSWORD',
    request,
    uri,
    judged: 'and learnt',
    debug: {
      origin: 'https://example.okta.com',
      authnRequestId: `Z${dice('authn', request).letters(26)}`,
      oktaUserAgentExtended: 'okta-auth-js/7.0.1 okta-signin-widget-7.16.1',
    },
  });
}

/** On Classic the start of half the people's sessions bears an id of its own. */
function beganAs(visit: Visit): Visit {
  if (dice('own start', visit.who.id).chance(0.5)) return visit;
  return from(visit, { external: `trs${dice('start', visit.external).letters(22)}` });
}

function passedByDirectory(pen: Pen, at: number, visit: Visit): void {
  pen.write({
    at,
    type: 'user.authentication.auth_via_AD_agent',
    visit,
    targets: [user(visit.who)],
    credential: 'PASSWORD',
    uri: '/idp/idx/identify',
  });
}

function answersFactor(
  pen: Pen,
  at: number,
  visit: Visit,
  factor: FactorName,
  phone: EntryManner['phone'],
): void {
  if (factor === 'none') return;
  const [name, method, credential] = factors[factor];
  if (factor === 'push') sendsPush(pen, at - 7 * second, visit);
  if (factor === 'sms') {
    pen.write({
      at: at - 20 * second,
      type: 'system.sms.send_factor_verify_message',
      visit,
      targets: [user(visit.who)],
      uri: '/idp/idx/challenge',
    });
  }
  const answering = phone ? from(visit, phone) : visit;
  pen.write({
    at: at - 380,
    type: 'user.authentication.auth_via_mfa',
    visit: answering,
    targets: [enrolment(visit.who, method), user(visit.who)],
    credential,
    uri: phone ? '/idp/authenticators/okta_verify/transaction' : '/idp/idx/challenge/answer',
    debug: { factor: name, factorIntent: 'AUTHENTICATION' },
  });
}

/** Okta sends a push to the phone of the session's owner. */
export function sendsPush(pen: Pen, at: number, visit: Visit): void {
  pen.write({
    at,
    type: 'system.push.send_factor_verify_push',
    visit,
    targets: [user(visit.who)],
    uri: '/idp/idx/challenge',
    judged: 'only',
    debug: { factor: 'OKTA_VERIFY_PUSH' },
  });
}

/** How a push that was not approved came back. */
export type PushAnswer = 'denied' | 'unanswered' | 'wrong number';

/** A push is sent and, some seconds later, comes back without approval. */
export function refusesPush(
  pen: Pen,
  at: number,
  visit: Visit,
  answer: PushAnswer,
  phone?: { readonly device: Device; readonly site: Site },
): void {
  sendsPush(pen, at, visit);
  const answering = phone ? from(visit, phone) : visit;
  if (answer === 'denied' && pen.isClassic) {
    pen.write({
      at: at + 9 * second,
      type: 'user.mfa.okta_verify.deny_push',
      visit: answering,
      targets: [user(visit.who)],
      result: 'DENY',
      reason: 'User rejected Okta push verify',
      uri: '/api/v1/authn/factors/verify',
      debug: { factor: 'OKTA_VERIFY_PUSH' },
    });
    return;
  }
  const said = {
    denied: { pushOnlyResponseType: 'OV_RESPONSE_DENY' },
    unanswered: {},
    'wrong number': {
      pushWithNumberChallengeResponseType: 'OV_WITH_CHALLENGE_RESPONSE_INVALID',
    },
  }[answer];
  pen.write({
    at: at + (answer === 'unanswered' ? 60 : 9) * second,
    type: 'user.authentication.auth_via_mfa',
    visit: answer === 'unanswered' ? visit : answering,
    targets: [enrolment(visit.who, 'Get a push notification'), user(visit.who)],
    result: answer === 'unanswered' ? 'UNANSWERED' : 'FAILURE',
    reason: answer === 'unanswered' ? null : 'INVALID_CREDENTIALS',
    credential: 'OTP',
    uri: '/idp/idx/challenge/poll',
    debug: { factor: 'OKTA_VERIFY_PUSH', factorIntent: 'AUTHENTICATION', ...said },
  });
}

/** A sign-in that fails; it belongs to no session. */
export function failsToSignIn(
  pen: Pen,
  at: number,
  who: Account,
  device: Device,
  site: Site,
  reason = 'INVALID_CREDENTIALS',
): void {
  const visit = withoutVisit(who, device, site);
  const uri = pen.isClassic ? '/api/v1/authn' : '/idp/idx/identify';
  if (!pen.isClassic && reason === 'INVALID_CREDENTIALS') {
    pen.write({
      at: at - 30,
      type: 'user.authentication.auth_via_mfa',
      visit,
      targets: [enrolment(who, 'Password')],
      result: 'FAILURE',
      reason,
      credential: 'PASSWORD',
      uri: '/idp/idx/challenge/answer',
      debug: { factor: 'PASSWORD_AS_FACTOR', factorIntent: 'AUTHENTICATION' },
    });
  }
  pen.write({
    at,
    type: 'user.session.start',
    visit,
    result: 'FAILURE',
    reason,
    credential: 'PASSWORD',
    uri,
    judged: 'only',
  });
}

/** Ten wrong passwords are too many. */
export function isLockedOut(pen: Pen, at: number, who: Account, device: Device, site: Site): void {
  pen.write({
    at,
    type: 'user.account.lock',
    visit: withoutVisit(who, device, site),
    targets: [user(who)],
    result: 'FAILURE',
    reason: 'LOCKED_OUT',
    uri: '/idp/idx/challenge/answer',
  });
}

/** An application is opened: its policy is asked and says yes, then the sign-on. */
export function opensApp(pen: Pen, at: number, visit: Visit, app: App, isAsked = true): void {
  const request = `open ${app.name} ${at} ${visit.external}`;
  if (isAsked) {
    pen.write({
      at,
      type: 'policy.evaluate_sign_on',
      visit,
      targets: judgedBy(app),
      ...allowed,
      request,
      uri: app.path,
      judged: 'and learnt',
    });
  }
  if (isAsked && (app === dashboard || app === adminConsole) && !pen.isClassic) {
    pen.write({
      at: at + 40,
      type: 'user.authentication.verify',
      visit,
      targets: [...appTargets(app), enrolment(visit.who, 'Use Okta FastPass')],
      request,
      uri: app.path,
    });
  }
  pen.write({
    at: at + 210,
    type: 'user.authentication.sso',
    visit,
    targets: appTargets(app, visit.who),
    request,
    uri: app.path,
    debug: {
      initiationType: at % 2 === 0 ? 'IDP_INITIATED' : 'SP_INITIATED',
      signOnMode: app.mode,
      authnRequestId: `Z${dice('authn', request).letters(26)}`,
    },
  });
}

/** The policy of an application refuses the session, or asks for more. */
export function isRefusedApp(
  pen: Pen,
  at: number,
  visit: Visit,
  app: App,
  result: 'DENY' | 'CHALLENGE' = 'DENY',
): void {
  pen.write({
    at,
    type: 'policy.evaluate_sign_on',
    visit,
    targets: judgedBy(app),
    result,
    reason: `Sign-on policy evaluation resulted in ${result}`,
    uri: app.path,
    judged: 'only',
  });
}

export function signsOut(pen: Pen, at: number, visit: Visit): void {
  pen.write({ at, type: 'user.session.end', visit, uri: '/login/signout' });
}

/** A new factor is enrolled in the session, and on Identity Engine the device with it. */
export function enrols(
  pen: Pen,
  at: number,
  visit: Visit,
  device: Device,
  method = 'Okta Verify',
): void {
  pen.write({
    at,
    type: 'user.mfa.factor.activate',
    visit,
    targets: [user(visit.who), enrolment(visit.who, method)],
    reason: `User set up ${method.toUpperCase().replace(' ', '_')} factor`,
    uri: '/idp/idx/challenge/answer',
    debug: { factor: 'OKTA_VERIFY_PUSH', factorIntent: 'CREDENTIAL_ENROLLMENT' },
  });
  if (pen.isClassic) return;
  const target = deviceTarget(device);
  for (const type of ['device.enrollment.create', 'device.user.add'] as const) {
    pen.write({
      at: at + (type === 'device.user.add' ? 300 : 250),
      type,
      visit,
      targets: [target, user(visit.who)],
      uri: '/idp/authenticators',
    });
  }
}
