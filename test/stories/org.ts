import { dice } from './dice.ts';
import { type Machine, type ModelName, machine, program } from './machine.ts';
import { type CityName, type NetworkName, type Place, place } from './place.ts';

/** A user of the org, as actor or as target. */
export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
}

/** Somebody who works here. */
export interface Person extends Account {
  readonly laptop: Machine;
  readonly phone: Machine;
  readonly home: Place;
  readonly office: Place;
}

/** Where a request is made: a machine in a place. */
export interface Seat {
  readonly machine: Machine;
  readonly place: Place;
}

/** The seat of Okta's own scheduled work: it has no address and no agent. */
export const nowhere: Seat = {
  machine: {
    rawUserAgent: '',
    os: '',
    browser: '',
    device: 'Unknown',
    dtHash: null,
    enrolled: null,
  },
  place: {
    ip: '',
    city: '',
    state: '',
    country: '',
    postalCode: '',
    lat: 0,
    lon: 0,
    utc: 0,
    asNumber: 0,
    asOrg: '',
    domain: '',
    zone: 'null',
    tunnel: null,
  },
};

/** An application of the org. */
export interface App {
  readonly id: string;
  readonly name: string;
  /** The path under which Okta signs people on to it. */
  readonly path: string;
  readonly mode: 'SAML 2.0' | 'OpenID Connect';
}

/** A program that calls the API with a token of its own. */
export interface Automation extends Account {
  readonly token: string;
  readonly seat: Seat;
}

/** The account of this login name, the same whenever it is asked for. */
export function account(user: string, name: string): Account {
  return { id: `00u${dice('user', user).letters(17)}`, login: `${user}@example.com`, name };
}

/** The offices, by city. */
export const offices: Readonly<Partial<Record<CityName, Place>>> = {
  Atlanta: place('198.51.100.10', 'Atlanta', 'office'),
  Austin: place('198.51.100.20', 'Austin', 'office'),
  Toronto: place('198.51.100.30', 'Toronto', 'office'),
  Leeds: place('198.51.100.40', 'Leeds', 'office'),
  Lisbon: place('198.51.100.50', 'Lisbon', 'office'),
};

/** The company's own VPN exit. */
export const companyVpn = place('198.51.100.200', 'London', 'vpn');

/** The company's data centre, where scheduled programs run. */
export const datacentre = place('198.51.100.60', 'Ashburn', 'datacentre');

/** Okta's own integration service, which acts inside a signed-in user's session. */
export const oktaIntegrations: Seat = {
  machine: program('Okta-Integrations'),
  place: place('192.0.2.241', 'Ashburn', 'okta'),
};

const staff: readonly (readonly [name: string, city: CityName, model: ModelName])[] = [
  ['Ruth Delgado', 'Atlanta', 'mac'],
  ['Owen Pritchard', 'Atlanta', 'mac'],
  ['Celia Novak', 'Atlanta', 'windows'],
  ['Terrence Boyd', 'Atlanta', 'windows'],
  ['Imani Okafor', 'Atlanta', 'edge'],
  ['Felix Brandt', 'Atlanta', 'linux'],
  ['Greta Lindqvist', 'Atlanta', 'mac'],
  ['Hugo Marchetti', 'Atlanta', 'windows'],
  ['Priya Raman', 'Austin', 'mac'],
  ['Dale Whitaker', 'Austin', 'windows'],
  ['Nora Castellano', 'Austin', 'windows'],
  ['Marcus Yeo', 'Austin', 'linux'],
  ['Selma Haddad', 'Austin', 'safari'],
  ['Quentin Ashby', 'Austin', 'edge'],
  ['Violet Kimura', 'Austin', 'mac'],
  ['Andre Fontaine', 'Toronto', 'windows'],
  ['Bridget Moran', 'Toronto', 'mac'],
  ['Samir Qureshi', 'Toronto', 'windows'],
  ['Helga Thorsen', 'Toronto', 'edge'],
  ['Lucien Abara', 'Toronto', 'linux'],
  ['Wendy Cho', 'Toronto', 'windows'],
  ['Rafael Ibarra', 'Toronto', 'safari'],
  ['Edith Hargreaves', 'Leeds', 'windows'],
  ['Colm Gallagher', 'Leeds', 'mac'],
  ['Anya Petrov', 'Leeds', 'windows'],
  ['Desmond Clarke', 'Leeds', 'edge'],
  ['Fiona Mackintosh', 'Leeds', 'windows'],
  ['Gareth Llewellyn', 'Leeds', 'linux'],
  ['Hester Baptiste', 'Leeds', 'mac'],
  ['Idris Vaughan', 'Leeds', 'windows'],
  ['Juno Sinclair', 'Leeds', 'safari'],
  ['Kofi Mensah', 'Leeds', 'windows'],
  ['Beatriz Amaral', 'Lisbon', 'mac'],
  ['Caetano Rocha', 'Lisbon', 'windows'],
  ['Duarte Figueira', 'Lisbon', 'linux'],
  ['Eva Sampaio', 'Lisbon', 'edge'],
  ['Gil Teixeira', 'Lisbon', 'windows'],
  ['Leonor Pacheco', 'Lisbon', 'mac'],
  ['Mafalda Vieira', 'Lisbon', 'windows'],
  ['Nuno Carvalhal', 'Lisbon', 'windows'],
  ['Zora Bilic', 'Lisbon', 'safari'],
];

/** Everybody who works here. */
export const people: readonly Person[] = staff.map(([name, city, model], index) =>
  employ(name, city, model, index),
);

/** The person of this name; throws RangeError if nobody bears it. */
export function person(name: string): Person {
  const found = people.find((candidate) => candidate.name === name);
  if (!found) throw new RangeError(`nobody here is called ${name}`);
  return found;
}

/** Everybody but the people of these names. */
export function othersThan(...names: readonly string[]): readonly Person[] {
  return people.filter((candidate) => !names.includes(candidate.name));
}

function employ(name: string, city: CityName, model: ModelName, index: number): Person {
  const user = name.toLowerCase().replace(' ', '.');
  const network: NetworkName = index % 2 === 0 ? 'cable' : 'fibre';
  return {
    ...account(user, name),
    laptop: machine(model, name),
    phone: machine(index % 3 === 0 ? 'android' : 'iphone', name),
    home: place(`203.0.113.${10 + index}`, city, network),
    office: offices[city] ?? companyVpn,
  };
}

/** The applications, by the name under which stories use them. */
export const apps = {
  dashboard: app('Okta Dashboard', '/app/UserHome', 'OpenID Connect'),
  console: app('Okta Admin Console', '/admin/sso/callback', 'OpenID Connect'),
  slack: app('Slack', '/app/slack/exk{id}/sso/saml', 'SAML 2.0'),
  google: app('Google Workspace', '/app/google/exk{id}/sso/saml', 'SAML 2.0'),
  github: app('GitHub Enterprise', '/app/githubcloud/exk{id}/sso/saml', 'SAML 2.0'),
  salesforce: app('Salesforce', '/app/salesforce/exk{id}/sso/saml', 'SAML 2.0'),
  wiki: app('Internal Wiki', '/app/example_wiki_1/exk{id}/sso/saml', 'SAML 2.0'),
  tracker: app('Bug Tracker', '/app/example_tracker_1/exk{id}/sso/saml', 'SAML 2.0'),
  expenses: app('Expenses', '/oauth2/v1/authorize', 'OpenID Connect'),
} as const satisfies Record<string, App>;

/** The applications that people open in the course of a day. */
export const everydayApps: readonly App[] = [
  apps.slack,
  apps.google,
  apps.github,
  apps.salesforce,
  apps.wiki,
  apps.tracker,
  apps.expenses,
];

function app(name: string, path: string, mode: App['mode']): App {
  const id = dice('app', name).letters(17);
  return { id: `0oa${id}`, name, path: path.replace('{id}', id), mode };
}

/** The provisioning program of the personnel department: it creates, activates and retires users. */
export const hrSync = automate(
  'svc_hr_sync',
  'HR Sync',
  'hr-provisioner/3.2 okta-sdk-java/12.0.1 java/17.0.8',
);

/** The program that keeps the service accounts. */
export const accountKeeper = automate(
  'svc_account_keeper',
  'Account Keeper',
  'Terraform/1.5.7 okta-terraform/4.4.3',
);

function automate(user: string, name: string, agent: string): Automation {
  const seat = { machine: program(agent), place: place('192.0.2.60', 'Ashburn', 'cloud') };
  return { ...account(user, name), token: `00T${dice('token', user).letters(17)}`, seat };
}

/** Service accounts that sign in by themselves, with the program that each of them is. */
export const services = {
  networkBackup: serve('svc-network-backup', 'curl/7.88.1'),
  backup06: serve('svc_backup_06', 'restic-login/0.16'),
  printQueue: serve('svc_print_queue', 'cups-auth/2.4'),
} as const;
export type Service = Account & { readonly seat: Seat };

function serve(user: string, agent: string): Service {
  return { ...account(user, user), seat: { machine: program(agent), place: datacentre } };
}
