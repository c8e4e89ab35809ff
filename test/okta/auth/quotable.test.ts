import { describe, expect, test } from 'vitest';
import {
  looksSecret,
  quotable,
  quotableUrl,
  withoutLogins,
} from '../../../src/okta/auth/quotable.ts';

describe('a value that is quoted', () => {
  test.each([
    ['https://acme.okta.com', 'https://acme.okta.com'],
    ['https://user:pass@acme.okta.com/x', 'https://[redacted]@acme.okta.com/x'],
    ['https://user:p@ss@acme.okta.com', 'https://[redacted]@acme.okta.com'],
    ['https://user:pa/ss@acme.okta.com', 'https://[redacted]@acme.okta.com'],
    ['https://user:pa#ss?@acme.okta.com', 'https://[redacted]@acme.okta.com'],
    ['https://acme.okta.com/?key=value', 'https://acme.okta.com/?[redacted]'],
    ['/home/me@work/token', '/home/me@work/token'],
    ['50%', '50%'],
    [`00${'a'.repeat(40)}`, '[looks like a credential]'],
    [' eyJhbGciOiJSUzI1NiJ9.e30.x', '[looks like a credential]'],
    ['{"n": "x", "kty": "RSA"}', '[looks like a credential]'],
    ['-----BEGIN PRIVATE KEY-----', '[looks like a credential]'],
    ['0oaserviceapp0000000', '0oaserviceapp0000000'],
  ])('%s', (text, quoted) => {
    expect(quotable(text)).toBe(quoted);
  });

  test.each([
    ['user:pass@acme.okta.com', '[redacted]@acme.okta.com'],
    ['acme.okta.com', 'acme.okta.com'],
    ['acme.okta.com?a=b', 'acme.okta.com?[redacted]'],
    [`00${'a'.repeat(40)}`, '[looks like a credential]'],
  ])('and is meant to be a URL: %s', (text, quoted) => {
    expect(quotableUrl(text)).toBe(quoted);
  });

  test('is no secret only because it is long', () => {
    for (const text of ['', '00', '/00'.padEnd(60, 'a'), 'a'.repeat(60), '{}']) {
      expect(looksSecret(text)).toBe(false);
    }
  });

  test('stands in a message without its login', () => {
    const message = "cannot read 'https://user:pa/ss@host/x': no, and http://a:b@c";
    const left = "cannot read 'https://[redacted]@host/x': no, and http://[redacted]@c";
    expect(withoutLogins(message)).toBe(left);
  });
});
