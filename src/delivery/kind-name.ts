/** The kinds of receivers. The table of kinds has the same keys; `--help` must not load that. */
export const deliveryKindNames = [
  'webhook',
  'slack',
  'teams',
  'hec',
  'syslog',
  'syslog-cef',
] as const;
export type DeliveryKindName = (typeof deliveryKindNames)[number];

/**
 * Kinds whose address itself lets anybody post there, so that it stands in no command line and in no file of settings.
 */
export const secretAddressKinds: readonly DeliveryKindName[] = ['slack', 'teams'];

/** What a receiver is sent. */
export const deliveryScopes = ['findings', 'cases', 'both'] as const;
export type DeliveryScope = (typeof deliveryScopes)[number];
