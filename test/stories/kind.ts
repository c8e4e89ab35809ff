/** What Okta always says in the same words about events of one type. */
interface Kind {
  readonly message: string;
  /** The name in the Events API of old, where one is known. */
  readonly legacy?: string | null;
  /** The old name of the failed attempt where it differs; null if it had none. */
  readonly legacyFailure?: string | null;
}

/** The event types that stories use, each with its display message. */
export const kinds = {
  'analytics.reports.export.request': { message: 'Request report export' },
  'app.oauth2.as.consent.grant': { message: 'User consent granted to app' },
  'app.oauth2.as.evaluate.claim': { message: 'OAuth2 claim evaluation' },
  'app.oauth2.as.interact.interaction_code': { message: 'OAuth2 interaction code is granted' },
  'app.oauth2.authorize.code': { message: 'OIDC authorization code request' },
  'app.oauth2.interact.interaction_handle': { message: 'OIDC interaction handle is granted' },
  'app.oauth2.invalid_client_credentials': { message: 'Invalid OAuth2 client credentials' },
  'app.oauth2.signon': { message: 'User performed OIDC sign on to app' },
  'app.oauth2.token.grant.access_token': { message: 'OIDC access token is granted' },
  'app.oauth2.token.grant.id_token': { message: 'OIDC id token is granted' },
  'app.oauth2.token.grant.refresh_token': { message: 'OIDC refresh token is granted' },
  'application.lifecycle.update': {
    message: 'Update application',
    legacy: 'app.generic.config.app_updated',
  },
  'application.user_membership.add': {
    message: 'Add user to application membership',
    legacy: 'app.generic.provision.assign_user_to_app',
  },
  'group.user_membership.add': {
    message: 'Add user to group membership',
    legacy: 'core.user_group_member.user_add',
  },
  'policy.evaluate_sign_on': { message: 'Evaluation of sign-on policy' },
  'policy.rule.update': { message: 'Update policy rule' },
  'system.email.new_device_notification.sent_message': {
    message: 'Send new device notification email',
  },
  'system.idp.lifecycle.activate': { message: 'Activate Identity Provider' },
  'system.idp.lifecycle.deactivate': { message: 'Deactivate Identity Provider' },
  'system.idp.lifecycle.delete': { message: 'Delete Identity Provider' },
  'system.idp.lifecycle.update': { message: 'Update Identity Provider' },
  'system.push.send_factor_verify_push': { message: 'Send Okta Verify push' },
  'user.account.lock': {
    message: 'Max sign in attempts exceeded',
    legacy: 'core.user_auth.account_locked',
  },
  'user.account.privilege.grant': {
    message: 'Grant user privilege',
    legacy: 'core.user.admin_privilege.granted',
  },
  'user.account.reset_password': { message: 'User reset password for Okta' },
  'user.account.unlock_by_admin': { message: 'Unlock user account by admin' },
  'user.account.update_password': {
    message: 'User update password for Okta',
    legacy: 'core.user.config.password_update.success',
  },
  'user.account.update_profile': { message: 'Update user profile for Okta' },
  'user.authentication.auth_via_IDP': { message: 'Authenticate user via IDP' },
  'user.authentication.auth_via_mfa': {
    message: 'Authentication of user via MFA',
    legacy: 'core.user.factor.attempt_success',
    legacyFailure: 'core.user.factor.attempt_fail',
  },
  'user.authentication.sso': { message: 'User single sign on to app', legacy: 'app.auth.sso' },
  'user.authentication.verify': { message: 'Verify user identity' },
  'user.lifecycle.activate': {
    message: 'Activate Okta user',
    legacy: 'core.user.config.user_activated',
  },
  'user.lifecycle.create': {
    message: 'Create Okta user',
    legacy: 'core.user.config.user_creation.success',
  },
  'user.lifecycle.deactivate': {
    message: 'Deactivate Okta user',
    legacy: 'core.user.config.user_deactivated',
  },
  'user.lifecycle.reactivate': { message: 'Reactivate Okta user' },
  'user.lifecycle.suspend': { message: 'Suspend Okta user' },
  'user.lifecycle.unsuspend': { message: 'Unsuspend Okta user' },
  'user.mfa.factor.activate': {
    message: 'Activate factor or authenticator enrollment',
    legacy: 'core.user.factor.activate',
  },
  'user.mfa.factor.reset_all': {
    message: 'Reset all factors for user',
    legacy: 'core.user.factor.reset_all',
  },
  'user.mfa.okta_verify.deny_push': { message: 'User rejected Okta push verify' },
  'user.session.access_admin_app': {
    message: 'User accessing Okta admin app',
    legacy: 'app.admin.sso.login.success',
    legacyFailure: null,
  },
  'user.session.clear': { message: 'Clear user session' },
  'user.session.end': {
    message: 'User logout from Okta',
    legacy: 'core.user_auth.logout_success',
  },
  'user.session.start': {
    message: 'User login to Okta',
    legacy: 'core.user_auth.login_success',
    legacyFailure: 'core.user_auth.login_failed',
  },
} as const satisfies Record<string, Kind>;

/** An event type that stories use. */
export type EventType = keyof typeof kinds;

/** The words for one event: display message and old name, which tells a failed attempt apart. */
export function wording(
  type: EventType,
  failed: boolean,
): { message: string; legacy: string | null } {
  const { message, legacy = null, legacyFailure = legacy }: Kind = kinds[type];
  return { message, legacy: failed ? legacyFailure : legacy };
}
