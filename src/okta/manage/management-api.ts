import { isObject } from '../../event/json.ts';
import { idOf } from '../auth/credential-holder.ts';
import type { Client } from '../http/client.ts';
import { nextLink } from '../log/next-link.ts';

/** What came of asking for something other than the log. */
export type Seen<T> =
  | { readonly kind: 'seen'; readonly value: T }
  /** Okta does not let this credential look. */
  | { readonly kind: 'refused'; readonly status: number }
  /** An answer that is not what the API promises. */
  | { readonly kind: 'unreadable' };

/** A user, as far as it matters here. Hostile text. */
export interface User {
  readonly id: string;
  readonly login: string;
  readonly status: string;
}

/** An admin role that somebody has. Hostile text. */
export interface Role {
  /** Such as `READ_ONLY_ADMIN`; `CUSTOM` for roles that the org made itself. */
  readonly type: string;
  readonly label: string;
}

export interface Roles {
  readonly roles: readonly Role[];
  /** Whether there were more than fit into one answer. */
  readonly isWhole: boolean;
}

/** Reads who a credential belongs to; nothing here changes anything. */
export interface Management {
  /** The user whose API token it is. */
  readonly self: () => Promise<Seen<User>>;
  readonly rolesOfUser: (userId: string) => Promise<Seen<Roles>>;
  readonly rolesOfApp: (clientId: string) => Promise<Seen<Roles>>;
}

/**
 * Okta's SDK, as far as it is used: its generated classes know paths, parameters and models. They get
 * a configuration and a way to send from here. Its `Client` is left alone, for that reads `okta.yaml`
 * of the working directory and of the home before what it is given; so is its index, which loads it.
 */
interface Sdk {
  readonly users: typeof import('@okta/okta-sdk-nodejs/src/types/generated/apis/UserApi.js');
  readonly roles: typeof import('@okta/okta-sdk-nodejs/src/types/generated/apis/RoleAssignmentApi.js');
  readonly http: typeof import('@okta/okta-sdk-nodejs/src/types/generated/http/http.js');
  readonly servers: typeof import('@okta/okta-sdk-nodejs/src/types/generated/servers.js');
  readonly configuration: typeof import('@okta/okta-sdk-nodejs/src/types/generated/configuration.js');
}

type Request = InstanceType<Sdk['http']['RequestContext']>;
type Response = InstanceType<Sdk['http']['ResponseContext']>;

/** Loads the SDK's classes, and asks with the client's credential, through the client's transport. */
export async function openManagement(client: Client): Promise<Management> {
  const { users, roles, http, servers, configuration } = await loadSdk();
  const send = async (request: Request): Promise<Response> => {
    if (request.getHttpMethod() !== 'GET')
      throw new TypeError('only what changes nothing is asked');
    const { status, headers, text } = await client.look(request.getUrl());
    const body = { text: async () => text, binary: async () => Buffer.from(text) };
    return new http.ResponseContext(status, Object.fromEntries(headers), body);
  };
  const library = configuration.createConfiguration({
    baseServer: new servers.ServerConfiguration(client.org.origin, {}),
    httpApi: http.wrapHttpLibrary({ send }),
  });
  const see = async <M, T>(
    making: Promise<Request>,
    process: (response: Response) => Promise<M>,
    read: (model: M, response: Response) => T | undefined,
  ): Promise<Seen<T>> => {
    const response = await library.httpApi.send(await making).toPromise();
    const { httpStatusCode: status } = response;
    if (status !== 200) return { kind: 'refused', status };
    try {
      const value = read(await process(response), response);
      return value === undefined ? { kind: 'unreadable' } : { kind: 'seen', value };
    } catch {
      return { kind: 'unreadable' }; // The model's own errors quote the answer.
    }
  };
  const askUsers = new users.UserApiRequestFactory(library);
  const readUsers = new users.UserApiResponseProcessor();
  const askRoles = new roles.RoleAssignmentApiRequestFactory(library);
  const readRoles = new roles.RoleAssignmentApiResponseProcessor();
  return {
    self: () => see(askUsers.getUser('me'), (answer) => readUsers.getUser(answer), userOf),
    rolesOfUser: (id) =>
      see(
        askRoles.listAssignedRolesForUser(id),
        (answer) => readRoles.listAssignedRolesForUser(answer),
        rolesOf,
      ),
    rolesOfApp: (id) =>
      see(
        askRoles.listRolesForClient(id),
        (answer) => readRoles.listRolesForClient(answer),
        rolesOf,
      ),
  };
}

async function loadSdk(): Promise<Sdk> {
  // The types lie apart from the code, so the compiler must not look for them beside it.
  const load = (path: string): Promise<unknown> =>
    import(`@okta/okta-sdk-nodejs/src/generated/${path}`);
  const [users, roles, http, servers, configuration] = await Promise.all(
    [
      'apis/UserApi.js',
      'apis/RoleAssignmentApi.js',
      'http/http.js',
      'servers.js',
      'configuration.js',
    ].map(load),
  );
  return { users, roles, http, servers, configuration } as Sdk;
}

/** The models promise types that nobody has checked. */
function userOf(model: unknown): User | undefined {
  if (!isObject(model)) return undefined;
  const { id, status, profile } = model;
  const login = isObject(profile) ? profile['login'] : undefined;
  const known = idOf(id);
  if (known === undefined || typeof login !== 'string') return undefined;
  return { id: known, login, status: typeof status === 'string' ? status : 'unknown' };
}

function rolesOf(model: unknown, { headers }: Response): Roles | undefined {
  if (!Array.isArray(model) || !model.every(isObject)) return undefined;
  const roles = model.map(({ type, label }) => ({
    type: typeof type === 'string' ? type : 'unknown',
    label: typeof label === 'string' ? label : '',
  }));
  return { roles, isWhole: nextLink(headers['link'] ?? null) === undefined };
}
