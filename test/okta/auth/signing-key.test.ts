import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keySecret } from '../../../src/okta/auth/secret.ts';
import { signingKey } from '../../../src/okta/auth/signing-key.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = rsa.privateKey.export({ format: 'jwk' });
const pem = rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const json = (over: object) => JSON.stringify({ ...jwk, ...over });
const locked = rsa.privateKey.export({
  format: 'pem',
  type: 'pkcs8',
  cipher: 'aes-256-cbc',
  passphrase: 'passphrase',
}) as string;
const ofKind = (kind: 'ed25519' | 'x25519') =>
  generateKeyPairSync(kind as 'ed25519').privateKey.export({
    format: 'pem',
    type: 'pkcs8',
  }) as string;
const secp = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const canary = 'CANARYcanaryCANARYcanary0123456789';

function read(text: string): unknown {
  try {
    return signingKey(keySecret(text, 'KEY'), 'KEY');
  } catch (error) {
    return error;
  }
}

describe('a private key that cannot sign', () => {
  test.each([
    ['cut JSON', `{"kty":"RSA","d":"${canary}}`, /not valid JSON/],
    ['JSON of two keys', `{"keys":[${json({})}]}`, /set of keys/],
    ['a symmetric key', `{"kty":"oct","k":"${canary}"}`, /neither an RSA nor an EC/],
    ['no kind', `{"d":"${canary}"}`, /neither an RSA nor an EC/],
    ['a public key', JSON.stringify(rsa.publicKey.export({ format: 'jwk' })), /public key/],
    ['a member of the wrong type', json({ p: [canary] }), /missing or damaged/],
    ['a member that is missing', json({ qi: undefined }), /missing or damaged/],
    ['a damaged member', `{"kty":"RSA","n":"${canary}","e":"AQAB","d":"${canary}"}`, /damaged/],
    ['an unknown curve', `{"kty":"EC","crv":"${canary}","x":"a","y":"b","d":"c"}`, /damaged/],
    ['damaged PEM', pem.replace(/\n.{40}/, `\n${canary}`), /PEM text is damaged/],
    ['no Base64', `-----BEGIN PRIVATE KEY-----\n${canary}!\n-----END PRIVATE KEY-----`, /damaged/],
    ['another label', pem.replaceAll('PRIVATE', 'EC PRIVATE'), /damaged|kind/],
    ['a passphrase', locked, /passphrase/],
    [
      'a passphrase of old',
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n${canary}\n-----END RSA PRIVATE KEY-----`,
      /passphrase/,
    ],
    ['Ed25519', ofKind('ed25519'), /Okta does not accept keys of its kind/],
    ['X25519', ofKind('x25519'), /Okta does not accept keys of its kind/],
    [
      'a curve of coins',
      secp.export({ format: 'pem', type: 'pkcs8' }) as string,
      /Okta does not accept keys/,
    ],
    ['1024 bits', short.export({ format: 'pem', type: 'pkcs8' }) as string, /2048 bits/],
  ])('says why, and nothing of what it holds: %s', (_, text, why) => {
    const error = read(text);
    expect(error).toMatchObject({ name: 'OktaError', trouble: 'setup' });
    const { message, advice, cause } = error as Error & { advice: string };
    expect(message).toMatch(why);
    expect(message).toMatch(/^the private key of KEY cannot be used: /);
    expect(cause).toBeUndefined();
    const parts = text.match(/[A-Za-z0-9+/_-]{12,}/g) ?? [];
    for (const part of [...parts, canary]) expect(message + advice).not.toContain(part);
  });

  test('is found by the parser that is used, so each row is a real one', () => {
    expect(read(pem)).toMatchObject({ alg: 'RS256' });
    expect(read(json({ kid: 'k1' }))).toMatchObject({ alg: 'RS256', kid: 'k1' });
  });
});

describe('what quotes a key', () => {
  test('has each long part of it struck out', () => {
    for (const text of [pem, json({})]) {
      const { redact } = signingKey(keySecret(text, 'KEY'), 'KEY');
      for (const part of text.match(/[A-Za-z0-9+/_=-]{20,}/g) ?? []) {
        expect(redact(`near '${part}'`)).toBe("near '[redacted]'");
      }
    }
  });
});
