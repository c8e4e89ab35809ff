import { describe, expect, test } from 'vitest';
import { adminConsole, logUrl, parseOrg } from '../../../src/okta/http/org.ts';

describe('the Admin Console of an org', () => {
  test.each([
    ['acme.okta.com', 'https://acme-admin.okta.com'],
    ['acme.oktapreview.com', 'https://acme-admin.oktapreview.com'],
    ['acme.okta-gov.com', 'https://acme-admin.okta-gov.com'],
    ['acme.okta.mil', 'https://acme-admin.okta.mil'],
    ['login.acme.example', undefined],
    ['http://127.0.0.1:8080', undefined],
  ])('%s has %s', (text, console) => {
    const org = parseOrg(text, { customDomain: 'login.acme.example', loopback: true });
    expect(adminConsole(org)).toBe(console);
  });
});

describe('an org', () => {
  test.each([
    ['https://acme.okta.com', 'https://acme.okta.com'],
    ['https://acme.okta.com/', 'https://acme.okta.com'],
    ['acme.okta.com', 'https://acme.okta.com'],
    [' HTTPS://ACME.Okta.com ', 'https://acme.okta.com'],
    ['https://acme.oktapreview.com', 'https://acme.oktapreview.com'],
    ['https://acme.okta-emea.com', 'https://acme.okta-emea.com'],
    ['https://acme.okta-gov.com', 'https://acme.okta-gov.com'],
    ['https://acme.okta.mil', 'https://acme.okta.mil'],
    ['https://acme.okta.com:443', 'https://acme.okta.com'],
    ['https://login.acme.example', 'https://login.acme.example'],
  ])('%s', (text, origin) => {
    expect(parseOrg(text, { customDomain: 'login.acme.example' }).origin).toBe(origin);
  });

  test.each([
    'http://acme.okta.com',
    'ftp://acme.okta.com',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user@acme.okta.com',
    'https://acme.okta.com@evil.example',
    'https://user:pass@acme.okta.com',
    'https://acme.okta.com/path',
    'https://acme.okta.com/api/v1/logs',
    'https://acme.okta.com?x=1',
    'https://acme.okta.com#x',
    'https://acme.okta.com/?',
    'https://acme.okta.com:8443',
    'https://acme.okta.com.',
    'https://acme.okta.com.evil.example',
    'https://evil.example/https://acme.okta.com',
    'https://acme-admin.okta.com',
    'https://okta.com',
    'https://a.b.okta.com',
    'https://evilokta.com',
    'https://acme.okta.co',
    'https://127.0.0.1',
    'https://2130706433',
    'https://0x7f.1',
    'https://[::1]',
    'https://169.254.169.254',
    'http://127.0.0.1:8080',
    'http://localhost:8080',
    'https://localhost',
    'https://{yourOktaDomain}',
    'https://аcme.okta.com',
    'https://xn--cme-7cd.okta.com',
    'https:\\\\acme.okta.com',
    'https://acme.okta.com\\@evil.example',
    'https://acme.okta.com%2f@evil.example',
    'https://ac\tme.okta.com',
    'https://acme.okta.com\nhttps://evil.example',
    '//acme.okta.com',
    '',
    'not a url',
    `https://${'a'.repeat(400)}.okta.com`,
  ])('is not %j', (text) => {
    expect(() => parseOrg(text)).toThrow(expect.objectContaining({ trouble: 'setup' }));
  });

  test('on loopback is one only where that was allowed', () => {
    expect(parseOrg('http://127.0.0.1:80', { loopback: true }).origin).toBe('http://127.0.0.1');
    expect(() => parseOrg('http://127.0.0.2:80', { loopback: true })).toThrow();
    expect(() => parseOrg('http://127.0.0.1.evil.example', { loopback: true })).toThrow();
  });

  test('that is the admin console comes with the right one', () => {
    expect(() => parseOrg('acme-admin.okta.com')).toThrow(
      expect.objectContaining({ advice: expect.stringContaining('https://acme.okta.com') }),
    );
  });
});

describe('a link', () => {
  const org = parseOrg('acme.okta.com');
  const base = 'https://acme.okta.com/api/v1/logs?since=x';

  test.each([
    ['https://acme.okta.com/api/v1/logs?after=1', 'https://acme.okta.com/api/v1/logs?after=1'],
    ['https://ACME.okta.com/api/v1/logs?after=1', 'https://acme.okta.com/api/v1/logs?after=1'],
    ['https://acme.okta.com:443/api/v1/logs?after=1', 'https://acme.okta.com/api/v1/logs?after=1'],
    ['/api/v1/logs?after=%2C%22', 'https://acme.okta.com/api/v1/logs?after=%2C%22'],
    ['?after=1', 'https://acme.okta.com/api/v1/logs?after=1'],
  ])('%s stays at the log', (link, url) => {
    expect(logUrl(link, base, org)).toBe(url);
  });

  test.each([
    'https://acme.okta.com.evil.example/api/v1/logs',
    'https://acme.okta.com@evil.example/api/v1/logs',
    'https://acme.okta.com:8443/api/v1/logs',
    'https://acme.okta.com./api/v1/logs',
    'https://acme.okta.com%2f@evil.example/api/v1/logs',
    'https://evil.example/?https://acme.okta.com/api/v1/logs',
    'http://acme.okta.com/api/v1/logs',
    '//evil.example/api/v1/logs',
    'https://аcme.okta.com/api/v1/logs',
    'https://acme.okta.com\\@evil.example/api/v1/logs',
    'https://user@acme.okta.com/api/v1/logs',
    'https://acme.okta.com/api/v1/users',
    'https://acme.okta.com/api/v1/logs/../users',
    'https://acme.okta.com/api/v1/logs/',
    'https://acme.okta.com/api/v1/logs#x',
    'https://169.254.169.254/api/v1/logs',
    'http://127.0.0.1/api/v1/logs',
    'javascript:alert(1)',
    'https://acme.okta.com/api/v1/logs?a b',
  ])('%s leads away', (link) => {
    expect(logUrl(link, base, org)).toBeUndefined();
  });
});
