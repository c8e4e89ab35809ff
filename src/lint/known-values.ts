import { levels } from '../rule/level.ts';

/** The values that a field is known to have. */
export interface KnownValues {
  readonly values: readonly string[];
  /**
   * `closed`: there are no others. `documented`: Okta lists these, and may add to them. `seen`: the
   * common ones of many.
   */
  readonly kind: 'closed' | 'documented' | 'seen';
}

const closed = (text: string): KnownValues => ({ values: text.split(' '), kind: 'closed' });
const documented = (text: string): KnownValues => ({ values: text.split(' '), kind: 'documented' });
const seen = (text: string): KnownValues => ({ values: text.split(' '), kind: 'seen' });

const riskLevels = documented('LOW MEDIUM HIGH NONE UNKNOWN');

/** What Okta makes of one behaviour. */
const behaviorResults = closed('POSITIVE NEGATIVE UNKNOWN BAD_REQUEST');

const data = 'debugContext.debugData';

/** Behaviours that an org has without defining any; it can define others. */
export const usualBehaviors: readonly string[] = [
  'New Geo-Location',
  'New Device',
  'New IP',
  'New State',
  'New Country',
  'New City',
  'Velocity',
];

/** Maps from behaviours to what Okta made of them. */
export const behaviorMaps: readonly string[] = [
  `${data}.behaviors`,
  `${data}.logOnlySecurityData.behaviors`,
];

/**
 * Values by field (LogEvent of Okta's API description, its documentation of the System Log, and its
 * event type catalogue). Event types have a check of their own.
 */
const valuesByField: ReadonlyMap<string, KnownValues> = new Map([
  [
    'outcome.result',
    documented(
      'SUCCESS FAILURE SKIPPED ALLOW DENY CHALLENGE UNKNOWN RATE_LIMIT DEFERRED SCHEDULED ABANDONED UNANSWERED',
    ),
  ],
  ['severity', closed('DEBUG INFO WARN ERROR')],
  ['transaction.type', documented('WEB JOB')],
  ['securityContext.isProxy', closed('true false')],
  ['securityContext.risk.level', riskLevels],
  ['securityContext.risk.previousLevel', riskLevels],
  [`${data}.risk.level`, riskLevels],
  [`${data}.logOnlySecurityData.risk.level`, riskLevels],
  ['securityContext.userBehaviors.result', behaviorResults],
  [`${data}.threatSuspected`, documented('true false')],
  [
    'authenticationContext.authenticationProvider',
    documented(
      'OKTA_AUTHENTICATION_PROVIDER ACTIVE_DIRECTORY LDAP FEDERATION SOCIAL FACTOR_PROVIDER',
    ),
  ],
  [
    'authenticationContext.credentialProvider',
    documented(
      'OKTA_AUTHENTICATION_PROVIDER OKTA_CREDENTIAL_PROVIDER RSA SYMANTEC GOOGLE DUO YUBIKEY',
    ),
  ],
  [
    'authenticationContext.credentialType',
    {
      values: [
        ...'OTP SMS PASSWORD ASSERTION IWA EMAIL OAUTH2 JWT CERTIFICATE DEVICE_UDID'.split(' '),
        ...['PRE_SHARED_SYMMETRIC_KEY', 'OKTA_CLIENT_SESSION', 'OAuth 2.0'],
      ],
      kind: 'documented',
    },
  ],
  ['client.device', seen('Computer Mobile Tablet Unknown')],
  ['actor.type', seen('User SystemPrincipal PublicClientAppEntity AppInstance')],
  [
    'target.type',
    seen(
      'User UserGroup AppInstance AppUser AppGroup PolicyEntity PolicyRule AuthenticatorEnrollment IdentityProvider Token ROLE RESOURCE_SET',
    ),
  ],
  ['level', { values: levels, kind: 'closed' }],
  ['entity.role', closed('actor target')],
]);

/** What a field can be, if that is known. */
export function knownValuesOf(path: string): KnownValues | undefined {
  const ofBehavior = behaviorMaps.some((map) => path.startsWith(`${map}.`));
  return ofBehavior ? behaviorResults : valuesByField.get(path);
}
