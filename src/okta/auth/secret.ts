import { type MessageValue, tell } from '../../language/message.ts';
import { OktaError } from '../http/okta-error.ts';

/**
 * A credential that cannot be printed by accident: as text, as JSON and in `inspect` it is
 * `[redacted]`. {@link Secret.reveal} is only for code that signs or parses credentials.
 */
export interface Secret {
  readonly reveal: () => string;
  /** The text with every spelling of the secret in it replaced. */
  readonly redact: (text: string) => string;
  readonly toString: () => string;
  readonly toJSON: () => string;
}

const redacted = '[redacted]';
/** Shorter texts occur by chance; replacing them would garble messages. */
const shortest = 8;

/**
 * Reads a token. Surrounding white space is dropped; anything but visible ASCII inside is an error
 * that gives the position and never the text. `name` says where the token came from.
 */
export function tokenSecret(text: string, name: MessageValue): Secret {
  const token = text.trim();
  if (token === '')
    throw new OktaError('setup', tell('token.empty', { name }), tell('token.putThere'));
  const at = token.search(/[^\x21-\x7e]|["'`<>\\]/);
  if (at >= 0) {
    const where = { at: String(at + 1), length: String(token.length) };
    const told = tell('token.badCharacter', { name, ...where });
    throw new OktaError('setup', told, tell('token.copyAgain'));
  }
  return secretOf(token);
}

const jwk = /^\{[\s\S]*\}$/;
const pem = /^-----BEGIN [A-Z ]*PRIVATE KEY-----\s[\s\S]*-----END [A-Z ]*PRIVATE KEY-----$/;

/** A private key: JSON (JWK) or PEM text, kept verbatim. */
export function keySecret(text: string, name: MessageValue): Secret {
  const key = text.trim().replaceAll('\\n', '\n');
  if (!jwk.test(key) && !pem.test(key)) {
    throw new OktaError('setup', tell('key.notPrivate', { name }), tell('key.giveText'));
  }
  const whole = key.startsWith('{') ? text.trim() : key;
  return secretOf(whole, partsOf(whole));
}

/** Long parts of a key: lines of PEM text, members of a JWK. Quotations of a key are often partial. */
function partsOf(key: string): readonly string[] {
  return key.match(/[A-Za-z0-9+/_=-]{20,}/g) ?? [];
}

function secretOf(text: string, parts: readonly string[] = []): Secret {
  const spellings = text.length < shortest ? [] : [...spellingsOf(text), ...parts];
  const hidden = {
    reveal: () => text,
    redact: (other: string) =>
      spellings.reduce((rest, spelling) => rest.replaceAll(spelling, redacted), other),
    toString: () => redacted,
    toJSON: () => redacted,
  };
  Object.defineProperty(hidden, Symbol.for('nodejs.util.inspect.custom'), {
    value: () => redacted,
  });
  return hidden;
}

/** The secret in the forms in which a hostile or careless server may echo it, longest first. */
function spellingsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const base64 = bytes.toString('base64');
  const forms = [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    base64,
    base64.replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
