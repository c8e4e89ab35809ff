import { kinds } from '../stories/kind.ts';

/** Display messages of the event types that stories do not use, as Okta's catalogue has them. */
const messages: Readonly<Record<string, string>> = {
  'analytics.reports.export.download': 'Download report export',
  'app.generic.unauth_app_access_attempt': 'User attempted unauthorized access to app',
  'app.oauth2.as.token.detect_reuse': 'One-time refresh token reuse for custom AS',
  'app.oauth2.as.token.grant': 'OAuth2 token request',
  'app.oauth2.as.token.grant.access_token': 'OAuth2 access token is granted',
  'app.oauth2.as.token.grant.refresh_token': 'OAuth2 refresh token is granted',
  'app.oauth2.as.key.rollover': 'OAuth2 authorization server key rollover',
  'app.oauth2.client.privilege.grant': 'Grant OAuth2 client privilege',
  'app.oauth2.client.read_client_secret': 'Read client secret',
  'app.oauth2.credentials.lifecycle.create': 'Create OAuth2 client credentials',
  'app.oauth2.admin.consent.grant': 'Grant OAuth2 scope consent',
  'app.oauth2.token.grant': 'OIDC token request',
  'application.lifecycle.activate': 'Activate application',
  'application.lifecycle.create': 'Create application',
  'application.lifecycle.deactivate': 'Deactivate application',
  'application.lifecycle.delete': 'Delete application',
  'application.policy.sign_on.update': 'Update application sign on policy',
  'application.provision.user.push_password': "Push user's password to external application",
  'application.provision.user.push_profile': "Push user's profile to external application",
  'application.user_membership.remove': "Remove user's application membership",
  'application.user_membership.show_password': "Show user's application password",
  'device.enrollment.create': 'Create device enrollment',
  'device.user.add': 'Add device to user',
  'device.user.remove': 'Remove device from user',
  'group.application_assignment.add': 'Add assigned application to group',
  'group.lifecycle.create': 'Create Okta group',
  'group.user_membership.remove': 'Remove user from group membership',
  'policy.lifecycle.update': 'Update policy',
  'policy.rule.add': 'Add policy rule',
  'policy.rule.deactivate': 'Deactivate policy rule',
  'policy.scheduled.execute': 'Scheduled policy execution',
  'security.protected_action.settings.update': 'Update protected action settings',
  'security.threat.detected': 'Request from suspicious actor',
  'system.agent.ad.config_change_detected': 'AD agent configuration change detected',
  'system.agent.ad.connect': 'Connect AD agent to Okta',
  'system.agent.ad.create': 'Create AD agent',
  'system.agent.ad.import_user': 'Perform user import from AD agent',
  'system.agent.ad.read_topology': 'Perform read topology by AD agent',
  'system.agent.ad.reset_user_password': 'Perform password reset by AD agent',
  'system.agent.ad.start': 'Start AD agent',
  'system.api_token.create': 'Create API token',
  'system.api_token.revoke': 'Revoke API token',
  'system.email.password_reset.sent_message': 'Send password reset email',
  'system.email.account_unlock.sent_message': 'Send account unlock email',
  'system.idp.key.create': 'Create Identity Provider key',
  'system.idp.lifecycle.create': 'Create Identity Provider',
  'system.log_stream.lifecycle.update': 'Update log stream',
  'system.log_stream.lifecycle.deactivate': 'Deactivate log stream',
  'system.mfa.factor.deactivate': 'Deactivate MFA factor for the org',
  'system.org.rate_limit.warning': 'Rate limit warning',
  'system.sms.send_factor_verify_message': 'Send second factor auth SMS',
  'user.account.privilege.revoke': 'Revoke user privilege',
  'user.account.report_suspicious_activity_by_enduser': 'User report suspicious activity',
  'user.account.unlock': 'Unlock user account',
  'user.account.unlock_token': 'User unlock token issued',
  'user.authentication.auth_via_AD_agent': 'Authenticate user via AD agent',
  'user.mfa.attempt_bypass': 'Attempt to bypass MFA factor',
  'user.mfa.factor.deactivate': 'Reset factor for user',
  'user.mfa.factor.update': 'Update factor for user',
  'user.session.impersonation.end': 'End impersonation session',
  'user.session.impersonation.grant': 'Grant impersonation session',
  'user.session.impersonation.initiate': 'Initiate impersonation session',
  'zone.deactivate': 'Deactivate network zone',
  'zone.update': 'Update network zone',
};

const known: Readonly<
  Record<string, { message: string; legacy?: string | null; legacyFailure?: string | null }>
> = kinds;

/** The words for an event: display message, and the name in the Events API of old where one is known. */
export function wordsFor(
  type: string,
  failed: boolean,
): { message: string; legacy: string | null } {
  const kind = known[type];
  if (!kind) return { message: messages[type] ?? type, legacy: null };
  const { message, legacy = null, legacyFailure = legacy } = kind;
  return { message, legacy: failed ? legacyFailure : legacy };
}
