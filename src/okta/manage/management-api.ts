import { isObject } from '../../event/json.ts';
import { idOf } from '../auth/credential-holder.ts';
import type { Client } from '../http/client.ts';
import { nextLink } from '../log/next-link.ts';

/** The outcome of a query for something other than the log. */
export type Lookup<T> =
  | { readonly kind: 'found'; readonly value: T }
  /** The credential has no access. */
  | { readonly kind: 'refused'; readonly status: number }
  /** An answer that is not what the API promises. */
  | { readonly kind: 'unreadable' };

/** A user. Hostile text. */
export interface User {
  readonly id: string;
  readonly login: string;
  readonly status: string;
}

/** An admin role. Hostile text. */
export interface Role {
  /** Such as `READ_ONLY_ADMIN`; `CUSTOM` for the org's own roles. */
  readonly type: string;
  readonly label: string;
}

export interface Roles {
  readonly roles: readonly Role[];
  /** Whether these are all: a user or app may have more than fit into one answer. */
  readonly isWhole: boolean;
}

/** Looks up a credential's owner and roles. Read-only. */
export interface Management {
  /** The owner of an API token. */
  readonly self: () => Promise<Lookup<User>>;
  readonly rolesOfUser: (userId: string) => Promise<Lookup<Roles>>;
  readonly rolesOfApp: (clientId: string) => Promise<Lookup<Roles>>;
}

/**
 * The parts of Okta's SDK in use: generated classes with paths, parameters and models, which take their
 * configuration and transport from here. Its `Client` is not used, since that reads `okta.yaml` from the
 * working directory and the home folder first; nor is its index, which loads the client.
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

/** Loads the SDK's classes; they send with the client's credential, through its transport. */
export async function openManagement(client: Client): Promise<Management> {
  const { users, roles, http, servers, configuration } = await loadSdk();
  const send = async (request: Request): Promise<Response> => {
    if (request.getHttpMethod() !== 'GET') throw new TypeError('only GET is allowed');
    const { status, headers, text } = await client.look(request.getUrl());
    const body = { text: async () => text, binary: async () => Buffer.from(text) };
    return new http.ResponseContext(status, Object.fromEntries(headers), body);
  };
  const library = configuration.createConfiguration({
    baseServer: new servers.ServerConfiguration(client.org.origin, {}),
    httpApi: http.wrapHttpLibrary({ send }),
  });
  const lookUp = async <M, T>(
    making: Promise<Request>,
    process: (response: Response) => Promise<M>,
    read: (model: M, response: Response) => T | undefined,
  ): Promise<Lookup<T>> => {
    const response = await library.httpApi.send(await making).toPromise();
    const { httpStatusCode: status } = response;
    if (status !== 200) return { kind: 'refused', status };
    try {
      const value = read(await process(response), response);
      return value === undefined ? { kind: 'unreadable' } : { kind: 'found', value };
    } catch {
      return { kind: 'unreadable' }; // The model's errors quote the answer.
    }
  };
  const askUsers = new users.UserApiRequestFactory(library);
  const readUsers = new users.UserApiResponseProcessor();
  const askRoles = new roles.RoleAssignmentApiRequestFactory(library);
  const readRoles = new roles.RoleAssignmentApiResponseProcessor();
  return {
    self: () => lookUp(askUsers.getUser('me'), (answer) => readUsers.getUser(answer), userOf),
    rolesOfUser: (id) =>
      lookUp(
        askRoles.listAssignedRolesForUser(id),
        (answer) => readRoles.listAssignedRolesForUser(answer),
        rolesOf,
      ),
    rolesOfApp: (id) =>
      lookUp(
        askRoles.listRolesForClient(id),
        (answer) => readRoles.listRolesForClient(answer),
        rolesOf,
      ),
  };
}

async function loadSdk(): Promise<Sdk> {
  // The SDK's types lie apart from its code, where the compiler would not find them.
  const load = (path: string): Promise<unknown> =>
    import(`@okta/okta-sdk-nodejs/src/generated/${path}`);
  const paths = ['apis/UserApi.js', 'apis/RoleAssignmentApi.js', 'http/http.js'];
  const [users, roles, http, servers, configuration] = await Promise.all(
    [...paths, 'servers.js', 'configuration.js'].map(load),
  );
  return { users, roles, http, servers, configuration } as Sdk;
}

/** The models' types are promises that nothing checks. */
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
