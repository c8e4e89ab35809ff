/**
 * A user's value as an error or `config show` may quote it: without the user, password and query of a
 * URL, which may contain a key; and not at all where the value itself looks like a misplaced
 * credential. Also works on text that is not a valid URL.
 */
export function quotable(text: string): string {
  if (looksSecret(text)) return '[looks like a credential]';
  const [, scheme, rest] = /^\s*([a-z][a-z0-9+.-]*:\/\/)([\s\S]*)$/i.exec(text) ?? [];
  return scheme === undefined || rest === undefined ? text : scheme + bare(rest);
}

/** The same for a value meant as a URL or a host, which may lack a scheme. */
export function quotableUrl(text: string): string {
  const quoted = quotable(text);
  return quoted === text && !text.includes('://') ? bare(text) : quoted;
}

/** Longest message processed, in characters; far more than is ever shown. */
const longest = 8_000;

/** A message without the user and password of any URL in it, cut to a maximum length. */
export function withoutLogins(message: string): string {
  return message.slice(0, longest).replace(/(?<=:\/\/)[^\s'"]*@/g, '[redacted]@');
}

/** Up to the last @, since unencoded passwords may contain any character. */
function bare(rest: string): string {
  const at = rest.lastIndexOf('@');
  const host = at < 0 ? rest : `[redacted]@${rest.slice(at + 1)}`;
  return host.replace(/\?[\s\S]*$/, '?[redacted]');
}

/** Whether a text may be a token or a key: an API token of Okta's, a JWT, a JWK, PEM. */
export function looksSecret(text: string): boolean {
  return (
    /^\s*00[A-Za-z0-9_-]{30,}\s*$/.test(text) ||
    /^\s*eyJ[A-Za-z0-9_-]{10,}\./.test(text) ||
    /^\s*\{[\s\S]*"kty"/.test(text) ||
    text.includes('PRIVATE KEY-----')
  );
}
