import { type Message, tell } from '../../language/message.ts';
import { looksSecret, quotableUrl } from '../auth/quotable.ts';
import { OktaError } from './okta-error.ts';

/** The one origin that a credential may be sent to, for example `https://acme.okta.com`. */
export interface Org {
  /** Scheme, host and port, without a trailing slash. */
  readonly origin: string;
  readonly host: string;
}

export interface OrgRules {
  /** The org's own domain, if it has one: the only host outside Okta's domains that is accepted. */
  readonly customDomain?: string | undefined;
  /** Accept `http://127.0.0.1:PORT`, `http://localhost:PORT` and `http://[::1]:PORT`: for a fake Okta. */
  readonly loopback?: boolean;
}

/** Okta's own domains; an org is a name directly below one of them. */
const oktaDomains = 'okta.com oktapreview.com okta-emea.com okta-gov.com okta.mil'.split(' ');

/** Longest URL considered, in characters. */
const longest = 300;

/**
 * The org that a URL or a bare host name stands for.
 *
 * Throws an {@link OktaError} for anything that a token must not be sent to: a scheme other than
 * https, a user name, a path, an IP address, the admin console's host, and every host
 * that is neither an org of Okta's domains nor the custom domain.
 */
export function parseOrg(text: string, rules: OrgRules = {}): Org {
  if (looksSecret(text)) {
    throw new OktaError('setup', tell('org.isCredential'), tell('org.giveUrl'));
  }
  const url = urlOf(text.trim());
  const local = rules.loopback === true && isLoopback(url);
  if (url.protocol !== 'https:' && !local) {
    // Without slashes, what stands before the colon may be a user.
    const why = text.includes('://')
      ? tell('org.scheme', { scheme: url.protocol.slice(0, -1) })
      : tell('org.otherScheme');
    throw bad(text, why, url);
  }
  if (url.username !== '' || url.password !== '') throw bad(text, tell('org.hasUser'), url);
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text))
    throw bad(text, tell('org.hasQuery'), url);
  if (url.pathname !== '/') throw bad(text, tell('org.hasPath'), url);
  if (local) return { origin: url.origin, host: url.host };
  checkHost(text, url, rules);
  return { origin: url.origin, host: url.host };
}

/** The origin of the org's Admin Console; undefined for a custom domain, which does not tell it. */
export function adminConsole({ origin, host }: Org): string | undefined {
  if (!oktaDomains.some((domain) => host.endsWith(`.${domain}`))) return undefined;
  return origin.replace(/^https:\/\/[^.]+/, '$&-admin');
}

/**
 * The URL of the log that a link found at `base` leads to, or undefined if it leads anywhere but to
 * the log of this org: another host, scheme or port, a user name, another path.
 */
export function logUrl(link: string, base: string, org: Org): string | undefined {
  if (/[\\\s\x00-\x1f\x7f]/.test(link) || !URL.canParse(link, base)) return undefined;
  const url = new URL(link, base);
  const isBare = url.username === '' && url.password === '' && url.hash === '';
  const isLog = url.origin === org.origin && url.pathname === '/api/v1/logs';
  return isBare && isLog ? url.href : undefined;
}

function urlOf(text: string): URL {
  const full =
    /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]*:\d+$/.test(text) ? text : `https://${text}`;
  if (
    text === '' ||
    text.startsWith('/') ||
    text.length > longest ||
    /[\s\\\x00-\x1f\x7f]/.test(text) ||
    !URL.canParse(full)
  ) {
    throw bad(text, tell('org.notUrl'));
  }
  return new URL(full);
}

function checkHost(text: string, url: URL, { customDomain }: OrgRules): void {
  const { hostname, port } = url;
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) {
    throw bad(text, tell('org.isAddress'));
  }
  if (port !== '') throw bad(text, tell('org.hasPort'), url);
  if (hostname.startsWith('xn--') || hostname.includes('.xn--')) {
    throw bad(text, tell('org.notAscii'));
  }
  if (hostname === customDomain?.toLowerCase()) return;
  const domain = oktaDomains.find((candidate) => hostname.endsWith(`.${candidate}`));
  if (domain === undefined) {
    const advice = hostname.includes('.')
      ? tell('org.addCustom', { host: hostname })
      : tell('org.fullName', { name: hostname });
    throw new OktaError('setup', tell('org.notOkta', { url: quotableUrl(text) }), advice);
  }
  const name = hostname.slice(0, -domain.length - 1);
  if (name.endsWith('-admin')) {
    const host = `${name.slice(0, -'-admin'.length)}.${domain}`;
    const told = tell('org.isAdmin', { url: quotableUrl(text) });
    throw new OktaError('setup', told, tell('org.giveItself', { host }));
  }
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name)) throw bad(text, tell('org.notName'));
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/** With `url`, if its host may be right, the advice suggests it. */
function bad(text: string, why: Message, url?: URL): OktaError {
  const isLikely = url && oktaDomains.some((domain) => url.hostname.endsWith(`.${domain}`));
  const advice = isLikely
    ? tell('org.giveOrgPerhaps', { host: url.hostname.replace(/-admin(?=\.)/, '') })
    : tell('org.giveOrg');
  const quoted = quotableUrl(text).slice(0, longest);
  return new OktaError('setup', tell('org.bad', { url: quoted, why }), advice);
}
