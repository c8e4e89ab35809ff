import type { JsonObject } from '../../src/event/json.ts';
import { dice } from '../stories/dice.ts';
import type { Account, App } from '../stories/org.ts';
import { enrolment, group, type Target, user } from '../stories/target.ts';
import { adminConsole } from './company.ts';
import type { Device } from './device.ts';

export { enrolment, group, user };

const ids = new Map<string, string>();

/** The identifier of what bears a name; those of one simulation are few enough to be kept. */
function idOf(prefix: string, name: string): string {
  const known = ids.get(name);
  if (known !== undefined) return known;
  const id = `${prefix}${dice('thing', name).letters(20 - prefix.length)}`;
  ids.set(name, id);
  return id;
}

/** What something is done to: a target whose id follows from its type and name. */
export function thing(
  prefix: string,
  type: string,
  name: string,
  detailEntry: JsonObject | null = null,
  changeDetails?: JsonObject,
): Target {
  const id = idOf(prefix, `${type} ${name}`);
  const about = { id, type, alternateId: 'unknown', displayName: name, detailEntry };
  return changeDetails ? { ...about, changeDetails } : about;
}

/** An application, and with `who` their account in it. */
export function appTargets(app: App, who?: Account): readonly Target[] {
  const detail = { signOnModeType: app.mode === 'SAML 2.0' ? 'SAML_2_0' : 'OPENID_CONNECT' };
  const instance: Target = {
    id: app.id,
    type: 'AppInstance',
    alternateId: app.name,
    displayName: app.name,
    detailEntry: detail,
  };
  if (!who) return [instance];
  const account = idOf('0ua', `app user ${app.name} ${who.login}`);
  return [
    instance,
    {
      id: account,
      type: 'AppUser',
      alternateId: who.login,
      displayName: who.name,
      detailEntry: null,
    },
  ];
}

/** The policy and rule that judge a sign-on to `app`, or the start of a session. */
export function judgedBy(app: App | null, rule = 'Catch-all rule'): readonly Target[] {
  if (app === null) {
    return [
      thing('00p', 'PolicyEntity', 'Global session policy', { policyType: 'OktaSignOn' }),
      thing('0pr', 'PolicyRule', rule),
    ];
  }
  const name = app === adminConsole ? 'Okta Admin Console' : 'Any two factors';
  return [
    thing('rst', 'PolicyEntity', name, { policyType: 'AUTHENTICATION_POLICY' }),
    thing('rul', 'PolicyRule', app === adminConsole ? 'Administrators' : rule),
    ...appTargets(app),
  ];
}

/** A device as it is put on an account. */
export function deviceTarget(device: Device): Target {
  const { enrolled } = device;
  return {
    id: enrolled?.id ?? `guo${dice('device of', device.token).letters(17)}`,
    type: 'Device',
    alternateId: 'unknown',
    displayName: enrolled?.name ?? 'DESKTOP-7Q2K',
    detailEntry: { oktaDeviceId: enrolled?.id ?? null, platform: enrolled?.platform ?? null },
  };
}
