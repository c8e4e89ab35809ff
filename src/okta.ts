// An org: connecting, reading its log, keeping it. Loads what speaks to Okta; `oktahunt` alone does not.

export type { Message, MessageValue } from './language/message.ts';
export {
  type Credential,
  connectOrg,
  type OrgConnectionOptions,
} from './library/org-connection.ts';
export {
  type OrgLog,
  type OrgReadOptions,
  type OrgReadProgress,
  openOrgLog,
  type PulledLog,
  type PullLogOptions,
  pullLog,
  readOrgLog,
} from './library/org-log.ts';
export { type PullPlan, type PullPlanOptions, planPull, retention } from './library/pull-plan.ts';
export type { Disk } from './okta/archive/disk.ts';
export type { Added } from './okta/archive/event-archive.ts';
export type { Client, Wait } from './okta/http/client.ts';
export { OktaError, type Trouble } from './okta/http/okta-error.ts';
export type { ProxyEnvironment } from './okta/http/proxy.ts';
export type { World } from './okta/http/world.ts';
export type { Span } from './okta/log/log-query.ts';
export type { Advance, Pulled } from './okta/log/pull-log.ts';
