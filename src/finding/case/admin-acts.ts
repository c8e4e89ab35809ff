/** What somebody who acts on an org can leave behind. */
export const plantedKinds = [
  'account',
  'administrator',
  'authenticator',
  'token',
  'application',
  'identity provider',
  'role',
  'policy',
  'network zone',
  'trusted origin',
  'hook',
  'agent',
] as const;
export type PlantedKind = (typeof plantedKinds)[number];

/** An act that leaves something behind: on which of its targets, and in which word. */
export interface Planting {
  readonly kind: PlantedKind;
  /** The type of target that it is about, in lower case; undefined for the first target. */
  readonly target: string | undefined;
  readonly verb: 'created' | 'changed' | 'activated';
}

const user = 'user';
const made = (kind: PlantedKind, target?: string): Planting => ({ kind, target, verb: 'created' });
const changed = (kind: PlantedKind, target?: string): Planting => ({
  kind,
  target,
  verb: 'changed',
});
const activated = (kind: PlantedKind, target?: string): Planting => ({
  kind,
  target,
  verb: 'activated',
});

/** Okta's event types whose success leaves something behind. */
export const plantings: ReadonlyMap<string, Planting> = new Map([
  ['user.lifecycle.create', made('account', user)],
  ['user.lifecycle.activate', activated('account', user)],
  ['user.lifecycle.reactivate', activated('account', user)],
  ['user.account.privilege.grant', made('administrator', user)],
  ['user.privileged_account.privilege.grant', made('administrator', user)],
  ['group.privilege.grant', made('administrator', 'usergroup')],
  ['app.oauth2.client.privilege.grant', made('administrator')],
  ['user.mfa.factor.activate', made('authenticator', user)],
  ['device.enrollment.create', made('authenticator', user)],
  ['user.credential.enroll', made('authenticator', user)],
  ['system.api_token.create', made('token')],
  ['app.oauth2.credentials.lifecycle.create', made('token')],
  ['app.oauth2.credentials.lifecycle.activate', activated('token')],
  ['application.lifecycle.create', made('application', 'appinstance')],
  ['application.lifecycle.activate', activated('application', 'appinstance')],
  ['application.lifecycle.update', changed('application', 'appinstance')],
  ['app.oauth2.client.lifecycle.create', made('application')],
  ['app.oauth2.admin.consent.grant', changed('application')],
  ['system.idp.lifecycle.create', made('identity provider')],
  ['system.idp.lifecycle.activate', activated('identity provider')],
  ['system.idp.lifecycle.update', changed('identity provider')],
  ['iam.role.create', made('role')],
  ['iam.role.permissions.add', changed('role')],
  ['iam.resourceset.bindings.add', made('administrator', user)],
  ['policy.lifecycle.create', made('policy')],
  ['policy.lifecycle.update', changed('policy')],
  ['policy.rule.add', made('policy', 'policyrule')],
  ['policy.rule.update', changed('policy', 'policyrule')],
  ['application.policy.sign_on.rule.create', made('policy')],
  ['application.policy.sign_on.update', changed('policy')],
  ['zone.create', made('network zone')],
  ['zone.activate', activated('network zone')],
  ['zone.update', changed('network zone')],
  ['security.trusted_origin.create', made('trusted origin')],
  ['event_hook.created', made('hook')],
  ['inline_hook.created', made('hook')],
  ['system.agent.ad.create', made('agent')],
]);

/** Event types after which something of a kind does not stand any more. */
const removedBy: Readonly<Record<PlantedKind, readonly string[]>> = {
  account: [
    'user.lifecycle.deactivate',
    'user.lifecycle.suspend',
    'user.lifecycle.delete.initiated',
    'user.lifecycle.delete.completed',
  ],
  administrator: [
    'user.account.privilege.revoke',
    'user.privileged_account.privilege.revoke',
    'group.privilege.revoke',
    'app.oauth2.client.privilege.revoke',
    'iam.resourceset.bindings.delete',
    'user.lifecycle.deactivate',
    'user.lifecycle.suspend',
    'user.lifecycle.delete.initiated',
    'user.lifecycle.delete.completed',
  ],
  authenticator: [
    'user.mfa.factor.deactivate',
    'user.mfa.factor.reset_all',
    'user.lifecycle.deactivate',
    'user.lifecycle.delete.initiated',
    'user.lifecycle.delete.completed',
  ],
  token: [
    'system.api_token.revoke',
    'app.oauth2.credentials.lifecycle.deactivate',
    'app.oauth2.credentials.lifecycle.delete',
  ],
  application: [
    'application.lifecycle.deactivate',
    'application.lifecycle.delete',
    'app.oauth2.client.lifecycle.deactivate',
    'app.oauth2.client.lifecycle.delete',
    'app.oauth2.admin.consent.revoke',
  ],
  'identity provider': ['system.idp.lifecycle.deactivate', 'system.idp.lifecycle.delete'],
  role: ['iam.role.delete', 'iam.role.permissions.delete'],
  policy: [
    'policy.lifecycle.deactivate',
    'policy.lifecycle.delete',
    'policy.rule.deactivate',
    'policy.rule.delete',
    'application.policy.sign_on.rule.delete',
  ],
  'network zone': ['zone.deactivate', 'zone.delete'],
  'trusted origin': ['security.trusted_origin.deactivate', 'security.trusted_origin.delete'],
  hook: [
    'event_hook.deactivated',
    'event_hook.deleted',
    'inline_hook.deactivated',
    'inline_hook.deleted',
  ],
  agent: ['system.agent.ad.deactivate', 'system.agent.ad.delete'],
};

/** Event types after which an account that was shut works again. */
const reopening: readonly string[] = [
  'user.lifecycle.activate',
  'user.lifecycle.reactivate',
  'user.lifecycle.unsuspend',
];

/** Whether something of a kind is gone after an act on it. */
export function removes(type: string, kind: PlantedKind): boolean {
  return removedBy[kind].includes(type);
}

/** Whether something of a kind works again after an act on it. */
export function restores(type: string, kind: PlantedKind): boolean {
  return kind === 'account' && reopening.includes(type);
}

/** What a responder does to the account of a victim. */
const shutting: readonly string[] = [
  'user.session.clear',
  'user.session.expire',
  'user.lifecycle.suspend',
  'user.lifecycle.deactivate',
  'user.account.lock',
  'user.account.reset_password',
  'user.account.expire_password',
  'user.mfa.factor.reset_all',
  'user.mfa.factor.deactivate',
  'user.account.privilege.revoke',
];

/** Acts that open the account of another person to whoever asked for them. */
const opening: readonly string[] = [
  'user.account.reset_password',
  'user.account.unlock_by_admin',
  'user.mfa.factor.reset_all',
  'user.mfa.factor.deactivate',
  'user.lifecycle.unsuspend',
  'system.agent.ad.import_user',
];

/** Whether Okta's staff entered the org, or was let in. */
export function isImpersonation(type: string): boolean {
  return type.startsWith('user.session.impersonation.');
}

/** Whether an act can be a responder's, who shuts or removes something. */
export function isCleanUp(type: string): boolean {
  return cleaning.has(type);
}

/** Whether an act opens an account to somebody. */
export function isOpening(type: string): boolean {
  return opening.includes(type);
}

const cleaning: ReadonlySet<string> = new Set([...shutting, ...Object.values(removedBy).flat()]);

/** Whether a log must be read for such acts, since they end what findings tell of. */
export function isNotedAct(type: string): boolean {
  return cleaning.has(type) || reopening.includes(type);
}
