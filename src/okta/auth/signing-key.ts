import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { type JsonObject, objectIn } from '../../event/json.ts';
import { type Message, type MessageValue, tell } from '../../language/message.ts';
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
export function signingKey(secret: Secret, name: MessageValue): SigningKey {
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

function jwkOf(text: string, name: MessageValue): JsonObject {
  const jwk = objectIn(text);
  if (jwk === undefined) throw bad(name, tell('key.notJson'), whole);
  if (Array.isArray(jwk['keys'])) {
    throw bad(name, tell('key.isSet'), tell('key.giveOne'));
  }
  if (jwk['kty'] !== 'RSA' && jwk['kty'] !== 'EC') {
    throw bad(name, tell('key.otherKind'), kinds);
  }
  if (typeof jwk['d'] !== 'string') {
    throw bad(name, tell('key.isPublic'), tell('key.givePrivate'));
  }
  return jwk;
}

function fromJwk(jwk: JsonObject, name: MessageValue): KeyObject {
  try {
    return createPrivateKey({ key: jwk as unknown as JsonWebKey, format: 'jwk' });
  } catch {
    throw bad(name, tell('key.damaged'), whole);
  }
}

function fromPem(text: string, name: MessageValue): KeyObject {
  if (/^-----BEGIN ENCRYPTED |^Proc-Type:.*ENCRYPTED/m.test(text)) {
    throw bad(name, tell('key.encrypted'), tell('key.decrypt'));
  }
  try {
    return createPrivateKey(text);
  } catch {
    throw bad(name, tell('key.pemDamaged'), whole);
  }
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
};

function algorithmOf(key: KeyObject, wanted: unknown, name: MessageValue): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  const curve = type === 'ec' ? curves[details.namedCurve ?? ''] : undefined;
  if (curve !== undefined) return curve;
  if (type !== 'rsa') throw bad(name, tell('key.notAccepted'), kinds);
  if ((details.modulusLength ?? 0) < 2048) {
    throw bad(name, tell('key.short'), tell('key.createNew'));
  }
  return wanted === 'RS384' || wanted === 'RS512' ? wanted : 'RS256';
}

const whole = tell('key.giveWhole');
const kinds = tell('key.giveKind');

function bad(name: MessageValue, why: Message, advice: Message): OktaError {
  return new OktaError('setup', tell('key.bad', { name, why }), advice);
}
