import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where each fault of the matrix is tested: a file below `test`, and words that stand in it. */
const faults: Readonly<Record<string, readonly (readonly [file: string, words: string])[]>> = {
  'F01 429 with headers': [
    ['okta/fake/fault.ts', 'F01 429'],
    ['okta/http/rate-limit.test.ts', 'a 429'],
  ],
  'F02 429 without headers': [
    ['okta/fake/fault.ts', 'F02 429'],
    ['okta/http/client.test.ts', '429 without end'],
  ],
  'F03 concurrency limit': [
    ['okta/fake/fault.ts', 'F03'],
    ['okta/http/rate-limit.test.ts', 'for concurrency waits shortly'],
  ],
  'F04 nonsense in the reset': [
    ['okta/fake/fault.ts', 'F04'],
    ['okta/http/rate-limit.test.ts', 'never waits less than a second'],
  ],
  'F05 a wrong clock': [['okta/http/client.test.ts', '315_360_000_000']],
  'F06 no 429 on a healthy org': [['okta/http/client.test.ts', 'the rate limit']],
  'F07 5xx': [
    ['okta/fake/fault.ts', 'F07 500'],
    ['okta/http/client.test.ts', 'after six tries'],
  ],
  'F08 stalls': [
    ['okta/fake/fault.ts', 'F08'],
    ['okta/http/transport.test.ts', 'a body that stalls'],
  ],
  'F09 cut off': [['okta/fake/fault.ts', 'F09']],
  'F10 cut, but clean': [
    ['okta/fake/fault.ts', 'F10'],
    ['okta/log/read-pages.test.ts', 'cut at any character'],
  ],
  'F11 valid JSON, no page': [
    ['okta/fake/fault.ts', 'F11'],
    ['okta/log/read-pages.test.ts', 'a page'],
  ],
  'F12 a login page': [
    ['okta/fake/fault.ts', 'F12'],
    ['cli/watch/command.test.ts', 'captive portal'],
  ],
  'F13 empty pages': [['okta/http/client.test.ts', 'empty ones in the middle']],
  'F14 short pages': [['okta/http/client.test.ts', 'of any size end only where no link leads on']],
  'F15 loops': [['okta/log/read-pages.test.ts', 'that go round in a loop']],
  'F16 Link headers': [['okta/log/next-link.test.ts', 'a Link header']],
  'F17 repetitions': [['okta/log/pull-log.test.ts', 'the same uuid with another text']],
  'F18 late events': [
    ['okta/log/pull-log.test.ts', 'late events'],
    ['cli/watch/command.test.ts', 'also late'],
  ],
  'F19 beyond retention': [['cli/scan/org-source.test.ts', 'says that Okta keeps 90 days']],
  'F20 a refused cursor': [
    ['okta/log/pull-log.test.ts', 'where a stored link is refused'],
    ['cli/watch/command.test.ts', 'F20'],
  ],
  'F21 401': [
    ['okta/log/pull-log.test.ts', 'keeps its place when the token is refused'],
    ['cli/watch/command.test.ts', 'F21'],
  ],
  'F22 403': [['okta/fake/fault.ts', 'F22']],
  'F23 redirects': [['okta/fake/fault.ts', 'F23']],
  'F24 foreign links': [
    ['okta/fake/fault.ts', 'F24'],
    ['okta/http/org.test.ts', 'a link'],
  ],
  'F25 bombs': [['okta/http/transport.test.ts', 'refuses %s for good']],
  'F26 odd HTTP': [
    ['okta/http/transport.test.ts', 'headers of a megabyte'],
    ['okta/http/transport.test.ts', 'behind the stated length'],
  ],
  'F27 events of unknown shape': [['okta/odd-events.test.ts', 'F27']],
  'F28 kill -9': [
    ['okta/log/pull-log.test.ts', 'F28'],
    ['okta/kill.deep.test.ts', 'kill -9'],
  ],
  'F29 power loss': [['okta/log/pull-log.test.ts', 'F29']],
  'F30 a full disk': [
    ['okta/log/pull-log.test.ts', 'F30'],
    ['cli/credentials.test.ts', 'F30'],
  ],
  'F31 signals': [
    ['cli/watch/command.test.ts', 'F31'],
    ['cli/scan/org-source.test.ts', 'that is interrupted says'],
  ],
  'F32 nobody reads': [
    ['cli/scan/run.test.ts', 'ends as a broken pipe when the reader of %s is gone'],
  ],
  'F33 a slow reader': [['cli/terminal/sink.test.ts', 'slow']],
  'F34 DNS': [
    ['cli/watch/command.test.ts', 'F34'],
    ['okta/http/transport.test.ts', 'ENOTFOUND'],
  ],
  'F35 proxies': [['okta/http/tunnel.test.ts', 'F35']],
  'F36 two at once': [['cli/scan/org-source.test.ts', 'of twenty at once']],
  'F37 a damaged checkpoint': [['okta/log/pull-log.test.ts', 'manifest and leaves it alone']],
  'F38 a checkpoint of another org': [['okta/log/pull-log.test.ts', 'of another org']],
  'F39 suspend': [['cli/watch/command.test.ts', 'F39']],
  'F40 ties': [['okta/odd-events.test.ts', 'F40']],
};

/** The same for credentials and hosts; each row is in one of the first two files for all ways of authentication. */
const risks: typeof faults = {
  'K01 no token in arguments': [
    ['cli/auth-methods.test.ts', 'K01'],
    ['cli/credentials.test.ts', 'K01'],
  ],
  'K02 no token in output': [
    ['cli/auth-methods.test.ts', 'K02'],
    ['cli/scan/org-source.test.ts', 'is shown to nobody'],
    ['okta/auth/secret.test.ts', 'shows itself to nobody'],
  ],
  'K03 malformed tokens': [
    ['cli/auth-methods.test.ts', 'K03'],
    ['okta/auth/secret.test.ts', 'a token'],
    ['okta/auth/signing-key.test.ts', 'says why, and nothing of what it holds'],
  ],
  'K04 wrong hosts': [
    ['cli/auth-methods.test.ts', 'K04'],
    ['okta/http/org.test.ts', 'an org'],
  ],
  'K05 hostile folders': [
    ['cli/auth-methods.binary.test.ts', 'K05'],
    ['cli/config/settings.test.ts', 'a configuration file'],
    ['cli/credentials.test.ts', 'K05'],
  ],
  'K06 proxies': [
    ['cli/auth-methods.test.ts', 'K06'],
    ['okta/http/proxy.test.ts', 'K06'],
  ],
  'K07 TLS': [
    ['cli/auth-methods.test.ts', 'K07'],
    ['okta/http/tunnel.test.ts', 'K07'],
    ['cli/scan/org-source.test.ts', 'TLS switched off'],
  ],
  'K08 one token, one origin': [
    ['cli/auth-methods.test.ts', 'K08'],
    ['okta/naive-sdk.test.ts', 'sends the token to whatever'],
    ['cli/watch/command.test.ts', 'never the token of the org'],
  ],
  'K09 permissions': [
    ['cli/auth-methods.test.ts', 'K09'],
    ['cli/scan/org-source.test.ts', 'keeps the files to their owner'],
  ],
  'K10 links': [
    ['cli/auth-methods.test.ts', 'K10'],
    ['cli/scan/org-source.test.ts', 'follows no link'],
  ],
  'K11 names of files': [
    ['cli/auth-methods.test.ts', 'K11'],
    ['okta/odd-events.test.ts', 'K11'],
  ],
  "K12 Okta's words": [
    ['cli/auth-methods.test.ts', 'K12'],
    ['cli/credentials.test.ts', 'K12'],
  ],
  'K13 no connection for files': [
    ['cli/auth-methods.binary.test.ts', 'K13'],
    ['cli/credentials.test.ts', 'K13'],
  ],
};

describe('each row of the matrices has a test', () => {
  test.each(Object.entries({ ...faults, ...risks }))('%s', (_, places) => {
    for (const [file, words] of places) {
      expect(readFileSync(join(root, file), 'utf8'), `${file}: ${words}`).toContain(words);
    }
  });

  test('and none is missing', () => {
    const ids = [...Object.keys(faults), ...Object.keys(risks)].map((row) => row.slice(0, 3));
    const numbered = (letter: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);
    expect(ids).toEqual([...numbered('F', 40), ...numbered('K', 13)]);
  });
});
