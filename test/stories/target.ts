import type { JsonObject } from '../../src/event/json.ts';
import { dice } from './dice.ts';
import { type Account, type App, apps } from './org.ts';

/** One element of `target`. */
export type Target = JsonObject & { readonly id: string };

function target(
  id: string,
  type: string,
  alternateId: string,
  displayName: string,
  detailEntry: JsonObject | null = null,
): Target {
  return { id, type, alternateId, displayName, detailEntry };
}

/** A user as the target of a change. */
export function user({ id, login, name }: Account): Target {
  return target(id, 'User', login, name);
}

/** An application, and the account in it that `who` signs on with. */
export function appFor(app: App, who: Account): readonly Target[] {
  const account = `0ua${dice('app user', app.name, who.login).letters(17)}`;
  const detail = { signOnModeType: app.mode === 'SAML 2.0' ? 'SAML_2_0' : 'OPENID_CONNECT' };
  return [
    target(app.id, 'AppInstance', app.name, app.name, detail),
    target(account, 'AppUser', who.login, who.name),
  ];
}

/** A group of the org. */
export function group(name: string): Target {
  return target(`00g${dice('group', name).letters(17)}`, 'UserGroup', 'unknown', name);
}

/** An identity provider of the org. */
export function idp(name: string): Target {
  const detail = { issuerMode: 'DYNAMIC', idpType: 'GOOGLE' };
  return target(`0oa${dice('idp', name).letters(17)}`, 'IdentityProvider', 'unknown', name, detail);
}

/** A report of the console. */
export function report(name: string): Target {
  return target(`rep${dice('report', name).letters(17)}`, 'Report', name, name);
}

/** The policy and the rule that judge a sign-on to `app`; the global session policy without one. */
export function policy(app: App | null, rule: string): readonly Target[] {
  const name = app === null ? 'Global session policy' : policyOf(app);
  const id = dice('policy', name).letters(17);
  const judged = app === null ? [] : [target(app.id, 'AppInstance', app.name, app.name)];
  const policyType = app === null ? 'OktaSignOn' : 'AUTHENTICATION_POLICY';
  return [
    target(`rst${id}`, 'PolicyEntity', 'unknown', name, { policyType }),
    target(`rul${dice('rule', name, rule).letters(17)}`, 'PolicyRule', 'unknown', rule),
    ...judged,
  ];
}

/** The enrolment of a factor, with the words in which Okta names its use. */
export function enrolment(who: Account, method: string): Target {
  const detail = { methodTypeUsed: method, methodUsedVerifiedProperties: '[USER_PRESENCE]' };
  const id = `pfd${dice('enrolment', who.login, method).letters(17)}`;
  return target(id, 'AuthenticatorEnrollment', 'unknown', method, detail);
}

/** The rule of a policy that an administrator edits. */
export function policyRule(name: string): Target {
  return target(`0pr${dice('rule', name).letters(17)}`, 'PolicyRule', 'unknown', name);
}

function policyOf(app: App): string {
  return app === apps.console ? 'Okta Admin Console' : 'Any two factors';
}
