import { describe, expect, test } from 'vitest';
import {
  addressText,
  checkReach,
  isExpectedHost,
  parseHealthAddress,
} from '../../../src/cli/health/health-address.ts';

describe('the address of --health', () => {
  test.each([
    ['127.0.0.1:9464', { kind: 'port', host: '127.0.0.1', port: 9464 }],
    ['localhost:0', { kind: 'port', host: 'localhost', port: 0 }],
    ['[::1]:65535', { kind: 'port', host: '::1', port: 65_535 }],
    ['/run/oktahunt/health.sock', { kind: 'socket', path: '/run/oktahunt/health.sock' }],
    ['./health.sock', { kind: 'socket', path: './health.sock' }],
  ])('%s', (text, address) => {
    expect(parseHealthAddress(text)).toEqual(address);
    expect(addressText(parseHealthAddress(text))).toBe(text);
  });

  test.each(['9464', ':9464', '127.0.0.1', '127.0.0.1:65536', '::1:9464', 'health.sock', ''])(
    'is not %j',
    (text) => {
      expect(() => parseHealthAddress(text)).toThrow('--health');
    },
  );

  test.each(['127.0.0.1:1', '127.9.9.9:1', 'localhost:1', '[::1]:1', '/a/socket'])(
    'of this machine alone is %s',
    (text) => {
      expect(() => checkReach(parseHealthAddress(text), [])).not.toThrow();
    },
  );

  test.each(['0.0.0.0:1', '[::]:1', '10.0.0.1:1', 'acme.internal:1', '127.evil.example:1'])(
    'that others reach needs to be meant: %s',
    (text) => {
      expect(() => checkReach(parseHealthAddress(text), [])).toThrow('other machines');
      expect(() => checkReach(parseHealthAddress(text), ['acme.internal'])).not.toThrow();
    },
  );
});

describe('a Host header', () => {
  test.each([
    ['127.0.0.1:9464', true],
    ['127.0.0.1', true],
    ['10.1.2.3:9464', true],
    ['[::1]:9464', true],
    ['LocalHost', true],
    ['Metrics.acme.internal:80', true],
    ['evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['metrics.acme.internal.evil.example', false],
    ['metrics.acme.internal:80:80', false],
    ['', false],
    [undefined, false],
  ])('%s: %s', (header, isExpected) => {
    expect(isExpectedHost(header, ['metrics.acme.internal'])).toBe(isExpected);
  });
});
