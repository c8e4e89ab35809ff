/**
 * A value that a user gave, as an error or `config show` may quote it: without the user and password of
 * a URL and without its query, which may hold a key; and not at all where the value itself looks like
 * a credential that was put in the wrong place. Works on text that is no valid URL as well.
 */
export function quotable(text: string): string {
  if (looksSecret(text)) return '[looks like a credential]';
  const [, scheme, rest] = /^\s*([a-z][a-z0-9+.-]*:\/\/)([\s\S]*)$/i.exec(text) ?? [];
  return scheme === undefined || rest === undefined ? text : scheme + bare(rest);
}

/** The same for a value that is meant to be a URL or a host, where a scheme may be missing. */
export function quotableUrl(text: string): string {
  const quoted = quotable(text);
  return quoted === text && !text.includes('://') ? bare(text) : quoted;
}

/** Longest message that is looked at; nobody shows as much of one. */
const longest = 8_000;

/** A message without the user and password of any URL in it, cut where it is beyond all measure. */
export function withoutLogins(message: string): string {
  return message.slice(0, longest).replace(/(?<=:\/\/)[^\s'"]*@/g, '[redacted]@');
}

/** Up to the last @, since passwords hold all characters when nobody encodes them. */
function bare(rest: string): string {
  const at = rest.lastIndexOf('@');
  const host = at < 0 ? rest : `[redacted]@${rest.slice(at + 1)}`;
  return host.replace(/\?[\s\S]*$/, '?[redacted]');
}

/** Whether a text may be a token or a key: Okta's API tokens, a JWT, a JWK, PEM. */
export function looksSecret(text: string): boolean {
  return (
    /^\s*00[A-Za-z0-9_-]{30,}\s*$/.test(text) ||
    /^\s*eyJ[A-Za-z0-9_-]{10,}\./.test(text) ||
    /^\s*\{[\s\S]*"kty"/.test(text) ||
    text.includes('PRIVATE KEY-----')
  );
}
