import { describe, expect, test } from 'vitest';
import { proxyOf } from '../../../src/okta/http/proxy.ts';

const org = 'https://acme.okta.com/api/v1/logs';
const nameOf = (environment: Record<string, string>, url = org) => proxyOf(url, environment)?.name;

describe('K06 the proxy', () => {
  test.each<[Record<string, string>, string | undefined]>([
    [{}, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy.corp:3128' }, 'proxy.corp:3128'],
    [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:2' }, 'small:1'],
    [{ HTTPS_PROXY: 'proxy.corp:8080' }, 'proxy.corp:8080'],
    [{ HTTPS_PROXY: 'proxy.corp' }, 'proxy.corp:80'],
    [{ HTTPS_PROXY: 'https://proxy.corp/' }, 'proxy.corp:443'],
    [{ HTTPS_PROXY: 'http://[2001:db8::1]:3128' }, '[2001:db8::1]:3128'],
    [{ HTTPS_PROXY: ' http://proxy.corp:3128\n' }, 'proxy.corp:3128'],
    [{ HTTP_PROXY: 'http://proxy.corp:3128' }, 'proxy.corp:3128'],
    [{ ALL_PROXY: 'http://all:1', HTTP_PROXY: 'http://plain:2' }, 'all:1'],
    [{ HTTPS_PROXY: 'http://tls:1', ALL_PROXY: 'http://all:2' }, 'tls:1'],
  ])('%j is %s', (environment, name) => {
    expect(nameOf(environment)).toBe(name);
  });

  test.each([
    '*',
    'acme.okta.com',
    'ACME.OKTA.COM',
    'acme.okta.com.',
    '.okta.com',
    '*.okta.com',
    'okta.com',
    '.okta.com.',
    'acme.okta.com:443',
    '.okta.com:443',
    'other.example, acme.okta.com',
    'other.example acme.okta.com',
    ',,okta.com,',
  ])('is not used for what NO_PROXY names: %s', (list) => {
    for (const url of [org, 'https://acme.okta.com./', 'https://ACME.okta.com:443/']) {
      expect(nameOf({ HTTPS_PROXY: 'http://p:1', NO_PROXY: list }, url)).toBeUndefined();
      expect(nameOf({ HTTPS_PROXY: 'http://p:1', no_proxy: list }, url)).toBeUndefined();
    }
  });

  test.each([
    '',
    'cme.okta.com',
    'xacme.okta.com',
    'acme',
    'acme.okta.com:8443',
    '.',
    ':443',
    'acme.okta.com.evil',
  ])('is used for what NO_PROXY does not name: %j', (list) => {
    expect(nameOf({ HTTPS_PROXY: 'http://p:1', NO_PROXY: list })).toBe('p:1');
  });

  test.each([
    ['https://[2001:db8::7]/', '[2001:db8::7]'],
    ['https://[2001:db8::7]/', '2001:db8::7'],
    ['https://[2001:db8::7]/', '[2001:db8::7]:443'],
    ['https://[2001:DB8::7]/', '[2001:DB8::7]'],
  ])('%s is named by %s', (url, list) => {
    expect(nameOf({ HTTPS_PROXY: 'http://p:1', NO_PROXY: list }, url)).toBeUndefined();
  });

  test.each([
    'http://127.0.0.1:8080/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://localhost./',
    'https://[::1]/',
    'http://acme.okta.com/',
  ])('is never asked for %s', (url) => {
    const all = { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://p:1' };
    expect(nameOf(all, url)).toBeUndefined();
  });

  test.each([
    ['http://me:s3cret@proxy.corp:3128', 'me:s3cret'],
    ['http://me:p%40ss@proxy.corp:3128', 'me:p@ss'],
    ['http://me:50%25@proxy.corp:3128', 'me:50%'],
    ['http://me@proxy.corp:3128', 'me:'],
  ])('logs in as %s says, and does not show it', (value, login) => {
    const proxy = proxyOf(org, { HTTPS_PROXY: value });
    expect(proxy?.name).toBe('proxy.corp:3128');
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from(login).toString('base64')}`);
  });

  test.each(['http://me:s3cret@', 'http://me:s3cret@proxy:99999', 'socks5://me:s3cret@proxy:1080'])(
    'that cannot be is told without its login: %s',
    (value) => {
      const told = (() => {
        try {
          return proxyOf(org, { HTTPS_PROXY: value });
        } catch (error) {
          return error as Error;
        }
      })();
      expect(told).toMatchObject({ name: 'OktaError', trouble: 'setup' });
      expect((told as Error).message).not.toContain('s3cret');
    },
  );
});
