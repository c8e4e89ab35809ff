import { dice } from '../stories/dice.ts';
import type { App } from '../stories/org.ts';
import type { ZoneName } from './calendar.ts';
import type { NetName, TownName } from './network.ts';

/** A place where the company has an office, and what the people who live around it use. */
export interface Branch {
  readonly town: TownName;
  readonly zone: ZoneName;
  /** Where geography also puts their homes, and where mobile carriers have their exits. */
  readonly nearby: TownName;
  readonly carrierExits: readonly TownName[];
  readonly homeNets: readonly NetName[];
  readonly carrier: NetName;
  /** Where the gateway's exits are; the last one serves when the others are being repaired. */
  readonly gatewayExits: readonly TownName[];
  /** How many of a hundred people work here. */
  readonly share: number;
}

export const branches: readonly Branch[] = [
  {
    town: 'Atlanta',
    zone: 'eastern',
    nearby: 'Marietta',
    carrierExits: ['Atlanta', 'Ashburn', 'Dallas'],
    homeNets: ['comcast', 'att'],
    carrier: 'tMobile',
    gatewayExits: ['Atlanta', 'Ashburn', 'Chicago'],
    share: 34,
  },
  {
    town: 'Austin',
    zone: 'central',
    nearby: 'Dallas',
    carrierExits: ['Dallas', 'Austin', 'Chicago'],
    homeNets: ['spectrum', 'att'],
    carrier: 'tMobile',
    gatewayExits: ['Dallas', 'Chicago', 'Atlanta'],
    share: 22,
  },
  {
    town: 'Leeds',
    zone: 'british',
    nearby: 'York',
    carrierExits: ['London', 'Manchester'],
    homeNets: ['bt', 'virgin'],
    carrier: 'vodafone',
    gatewayExits: ['London', 'Manchester', 'Amsterdam'],
    share: 28,
  },
  {
    town: 'Lisbon',
    zone: 'portuguese',
    nearby: 'Porto',
    carrierExits: ['Lisbon', 'Porto'],
    homeNets: ['meo', 'nos'],
    carrier: 'nos',
    gatewayExits: ['Lisbon', 'Frankfurt'],
    share: 16,
  },
];

/** Where contractors live, who work for other companies. */
export const contractorBranches: readonly Branch[] = [
  {
    town: 'Pune',
    zone: 'indian',
    nearby: 'Mumbai',
    carrierExits: ['Mumbai', 'Pune'],
    homeNets: ['reliance'],
    carrier: 'airtel',
    gatewayExits: ['Mumbai'],
    share: 60,
  },
  {
    town: 'Krakow',
    zone: 'polish',
    nearby: 'Krakow',
    carrierExits: ['Krakow'],
    homeNets: ['orangePolska'],
    carrier: 'orangePolska',
    gatewayExits: ['Frankfurt'],
    share: 40,
  },
];

const app = (name: string, path: string, mode: App['mode']): App => {
  const id = dice('app', name).letters(17);
  return { id: `0oa${id}`, name, path: path.replace('{id}', id), mode };
};
const saml = (name: string, key: string): App =>
  app(name, `/app/${key}/exk{id}/sso/saml`, 'SAML 2.0');
const oidc = (name: string): App => app(name, '/oauth2/v1/authorize', 'OpenID Connect');

/** Okta's own applications. */
export const dashboard = oidc('Okta Dashboard');
export const adminConsole = app('Okta Admin Console', '/admin/sso/callback', 'OpenID Connect');

/** Applications that everybody opens, and those of single teams. */
export const commonApps: readonly App[] = [
  saml('Slack', 'slack'),
  saml('Google Workspace', 'google'),
  saml('Workday', 'workday'),
  saml('Zoom', 'zoomus'),
  saml('Internal Wiki', 'example_wiki_1'),
  oidc('Expenses'),
  oidc('Intranet'),
];
export const teamApps: readonly App[] = [
  saml('Salesforce', 'salesforce'),
  saml('GitHub Enterprise', 'githubcloud'),
  saml('AWS IAM Identity Center', 'amazon_aws_sso'),
  saml('Jira', 'jira_onprem'),
  saml('Zendesk', 'zendesk'),
  saml('Tableau', 'tableauonline'),
  saml('DocuSign', 'docusign'),
  saml('NetSuite', 'netsuite'),
  saml('Datadog', 'datadog'),
  saml('PagerDuty', 'pagerduty'),
  saml('Miro', 'miro'),
  saml('Figma', 'figma'),
  saml('HubSpot', 'hubspot'),
  saml('Snowflake', 'snowflake'),
  oidc('Timesheets'),
  oidc('Build Portal'),
  oidc('Data Catalogue'),
  saml('Greenhouse', 'greenhouse'),
];
/** Applications into which Okta types a stored password. */
export const passwordApps: readonly App[] = [
  app('Carrier Portal', '/app/template_swa/{id}', 'SAML 2.0'),
  app('Trade Journal', '/app/template_swa_1/{id}', 'SAML 2.0'),
  app('Utility Billing', '/app/template_swa_2/{id}', 'SAML 2.0'),
  app('Parking', '/app/template_swa_3/{id}', 'SAML 2.0'),
  app('Bank Portal', '/app/template_swa_4/{id}', 'SAML 2.0'),
  app('Domain Registrar', '/app/template_swa_5/{id}', 'SAML 2.0'),
  app('Press Agency', '/app/template_swa_6/{id}', 'SAML 2.0'),
];

export const groupNames = [
  'All Staff',
  'Engineering',
  'Sales',
  'Finance',
  'Support',
  'Warehouse',
  'VPN Users',
  'GitHub Users',
  'Contractors',
] as const;
