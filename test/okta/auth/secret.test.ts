import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { keySecret, tokenSecret } from '../../../src/okta/auth/secret.ts';

const token = '00Abc-def_ghi/jkl+mnopqrstuvwxyz012345678';

describe('a token', () => {
  test.each([token, ` ${token}\n`, `\ufeff${token}\r\n`])('is read from %j', (text) => {
    expect(tokenSecret(text, 'X').reveal()).toBe(token);
  });

  test.each([
    'a\nb',
    'a\rb',
    'a b',
    '"abc"',
    "'abc'",
    '“abc”',
    'a\u00a0b',
    'a\u200bb',
    'a\0b',
    'a\u001b[2Jb',
    'ab`',
    'a\\b',
    '<abc>',
    'ä',
  ])('is not %j, and the error does not say what it is', (text) => {
    const error = (() => {
      try {
        return tokenSecret(`secret${text}`, 'X');
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toMatchObject({ trouble: 'setup' });
    expect(String(error)).not.toContain('secret');
    expect(String(error)).toMatch(/position \d+ of \d+/);
  });

  test.each(['', ' ', '\n'])('is not empty: %j', (text) => {
    expect(() => tokenSecret(text, 'X')).toThrow('X is empty');
  });

  test('shows itself to nobody', () => {
    const secret = tokenSecret(token, 'X');
    for (const text of [
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }),
      `${secret}`,
    ]) {
      expect(text).not.toContain(token);
      expect(text).toContain('redacted');
    }
  });

  test('is struck out of what a server sends back, however it is spelt', () => {
    const secret = tokenSecret(token, 'X');
    const bytes = Buffer.from(token);
    const spellings = [
      token,
      encodeURIComponent(token),
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
    ];
    for (const spelling of spellings) {
      expect(secret.redact(`you sent ${spelling}!`)).toBe('you sent [redacted]!');
    }
  });
});

describe('a private key', () => {
  test.each([
    '{"kty":"RSA"}',
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
    '-----BEGIN RSA PRIVATE KEY-----\\nAAAA\\n-----END RSA PRIVATE KEY-----',
  ])('is %j', (text) => {
    expect(() => keySecret(text, 'X')).not.toThrow();
  });

  test.each([
    '',
    'abc',
    '-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----',
    '-----BEGIN PRIVATE KEY-----',
  ])('is not %j', (text) => {
    expect(() => keySecret(text, 'X')).toThrow('X is not a private key');
  });
});
