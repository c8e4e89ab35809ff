import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { type JsonObject, objectIn } from '../../event/json.ts';
import { OktaError } from '../http/okta-error.ts';
import type { Secret } from './secret.ts';

/** A private key that can sign. */
export interface SigningKey {
  /** The signature algorithm as JOSE names it (RFC 7518, section 3.1). */
  readonly alg: string;
  /** The key's own id, if it has one. */
  readonly kid: string | undefined;
  readonly key: KeyObject;
  /** The text without the key in it. */
  readonly redact: (text: string) => string;
}

/**
 * Reads a private key: a JWK (RFC 7517), or PEM as PKCS#8, PKCS#1 or SEC 1. RSA keys of at least 2048
 * bits sign with RS256, or as a JWK specifies; keys on P-256, P-384 and P-521 with ES256, ES384 and
 * ES512: what Okta accepts for client assertions.
 *
 * Throws an {@link OktaError} that says where the key came from (`name`) and why it cannot be used,
 * and nothing of its content: parsers quote their input, so their messages are not passed on.
 */
export function signingKey(secret: Secret, name: string): SigningKey {
  const text = secret.reveal();
  const jwk = text.startsWith('{') ? jwkOf(text, name) : undefined;
  const key = jwk ? fromJwk(jwk, name) : fromPem(text, name);
  const kid = jwk?.['kid'];
  return {
    alg: algorithmOf(key, jwk?.['alg'], name),
    kid: typeof kid === 'string' && kid !== '' ? kid : undefined,
    key,
    redact: secret.redact,
  };
}

function jwkOf(text: string, name: string): JsonObject {
  const jwk = objectIn(text);
  if (jwk === undefined) throw bad(name, 'it is not valid JSON', whole);
  if (Array.isArray(jwk['keys'])) {
    throw bad(name, 'it is a set of keys', 'give one key alone, without "keys": [...]');
  }
  if (jwk['kty'] !== 'RSA' && jwk['kty'] !== 'EC') {
    throw bad(name, 'it is neither an RSA nor an EC key', kinds);
  }
  if (typeof jwk['d'] !== 'string') {
    throw bad(name, 'it is a public key', 'give the private key, which has a member "d"');
  }
  return jwk;
}

function fromJwk(jwk: JsonObject, name: string): KeyObject {
  try {
    return createPrivateKey({ key: jwk as unknown as JsonWebKey, format: 'jwk' });
  } catch {
    throw bad(name, 'a member of the JWK is missing or damaged', whole);
  }
}

function fromPem(text: string, name: string): KeyObject {
  if (/^-----BEGIN ENCRYPTED |^Proc-Type:.*ENCRYPTED/m.test(text)) {
    const advice = 'decrypt it: openssl pkey -in FILE -out NEW';
    throw bad(name, 'it is encrypted with a passphrase', advice);
  }
  try {
    return createPrivateKey(text);
  } catch {
    throw bad(name, 'its PEM text is damaged', whole);
  }
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
};

function algorithmOf(key: KeyObject, wanted: unknown, name: string): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  const curve = type === 'ec' ? curves[details.namedCurve ?? ''] : undefined;
  if (curve !== undefined) return curve;
  if (type !== 'rsa') throw bad(name, 'Okta does not accept keys of its kind', kinds);
  if ((details.modulusLength ?? 0) < 2048) {
    throw bad(name, 'it has fewer than 2048 bits', 'create a new key for the service app');
  }
  return wanted === 'RS384' || wanted === 'RS512' ? wanted : 'RS256';
}

const whole = 'give the whole JWK (JSON) or PEM text, as it was when the key was created';
const kinds = 'give an RSA key, or an EC key on P-256, P-384 or P-521';

function bad(name: string, why: string, advice: string): OktaError {
  return new OktaError('setup', `the private key of ${name} cannot be used: ${why}`, advice);
}
