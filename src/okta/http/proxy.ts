import { tell } from '../../language/message.ts';
import { OktaError } from './okta-error.ts';

/** A proxy that requests to other hosts go through. */
export interface HttpProxy {
  /** Host and port, for people; never the login. */
  readonly name: string;
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** The value of `Proxy-Authorization`, if the proxy's URL holds a login. */
  readonly authorization: string | undefined;
}

/** Variables that may name a proxy, as in `process.env`. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/** The variables that name the proxy for https; the first one that is set counts. */
const variables = ['https_proxy', 'all_proxy', 'http_proxy'] as const;

/**
 * The proxy for a request to `url`, or undefined for a direct connection: `HTTPS_PROXY`,
 * else `ALL_PROXY`, else `HTTP_PROXY`, in lower or upper case, unless `NO_PROXY` names the host.
 * Requests to this machine, and unencrypted ones, never go through a proxy.
 *
 * Throws an {@link OktaError} that does not quote the value, which may hold a login.
 */
export function proxyOf(url: string, environment: ProxyEnvironment): HttpProxy | undefined {
  const { protocol, hostname, port } = new URL(url);
  const host = bareHost(hostname);
  if (protocol !== 'https:' || isThisMachine(host)) return undefined;
  const name = variables.find((variable) => read(environment, variable) !== '');
  if (name === undefined) return undefined;
  const exempt = read(environment, 'no_proxy')
    .split(/[\s,]+/)
    .filter(Boolean);
  if (exempt.some((entry) => exempts(entry, host, port || '443'))) return undefined;
  return parseProxy(read(environment, name), name.toUpperCase());
}

function read(environment: ProxyEnvironment, name: string): string {
  return (environment[name] || environment[name.toUpperCase()] || '').trim();
}

/**
 * Whether an entry of `NO_PROXY` matches a host: `*` matches all, a name itself and its subdomains,
 * with or without a leading dot or `*.`; with a port, only that port.
 */
function exempts(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, bracketed, plain, only] =
    /^(?:\[([^\]]*)\]|([^:]*|[^:]*(?::[^:]*){2,}))(?::(\d+))?$/.exec(entry) ?? [];
  if (only !== undefined && only !== port) return false;
  const name = bareHost((bracketed ?? plain ?? '').replace(/^\*?\./, ''));
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

/** In lower case, without the brackets of an IPv6 address or the trailing dot of a full name. */
function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function parseProxy(value: string, variable: string): HttpProxy {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(full)) {
    throw new OktaError(
      'setup',
      tell('proxy.notUrl', { variable }),
      tell('proxy.give', { sample }),
    );
  }
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(full);
  if (`${pathname}${search}${hash}`.includes('@')) {
    // Then what ends the host belongs to a login, and what looks like the host is its user.
    throw new OktaError('setup', tell('proxy.notEncoded', { variable }), tell('proxy.encode'));
  }
  const secure = protocol === 'https:';
  if ((!secure && protocol !== 'http:') || hostname === '') {
    const told = tell('proxy.unsupported', { variable, kind: protocol.slice(0, -1) });
    throw new OktaError('setup', told, tell('proxy.giveHttp', { sample }));
  }
  const number = port === '' ? (secure ? 443 : 80) : Number(port);
  const login = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
  return {
    name: `${hostname}:${number}`,
    secure,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: number,
    authorization: `${username}${password}` === '' ? undefined : `Basic ${login}`,
  };
}

const sample = tell('proxy.sample');

/** A login percent-decoded; one that cannot be decoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
