/** Who the credentials of a fake org belong to. */
export interface Holders {
  /** The user whose API token it is. */
  readonly self?: Readonly<Record<string, unknown>>;
  /** By path: `users/00u1`, `clients/0oa1`; what is not there must not be looked at. */
  readonly roles?: Readonly<Record<string, unknown>>;
  /** In place of any answer. */
  readonly status?: number;
}

/** A path of the management API, or undefined if it is another one. */
export function holderPath(
  pathname: string,
): { readonly of: string; readonly isSelf: boolean } | undefined {
  if (pathname === '/api/v1/users/me') return { of: 'me', isSelf: true };
  const [, kind, id] =
    /^\/(?:api\/v1\/(?=users)|oauth2\/v1\/(?=clients))(users|clients)\/([^/]+)\/roles$/.exec(
      pathname,
    ) ?? [];
  return kind === undefined ? undefined : { of: `${kind}/${id}`, isSelf: false };
}

/** The answer to a GET of such a path; `scopes` are those of an OAuth token, undefined for API tokens. */
export function holderAnswer(
  { of, isSelf }: { readonly of: string; readonly isSelf: boolean },
  holders: Holders | undefined,
  scopes: readonly string[] | undefined,
): { readonly status: number; readonly body: unknown } {
  if (holders?.status !== undefined) return { status: holders.status, body: undefined };
  const wanted = isSelf ? 'okta.users.read' : 'okta.roles.read';
  const body = isSelf ? holders?.self : holders?.roles?.[of];
  const isAllowed = scopes === undefined || scopes.includes(wanted);
  return isAllowed && body !== undefined ? { status: 200, body } : { status: 403, body: undefined };
}
