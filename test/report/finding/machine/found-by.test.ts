import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseSchema } from '../../../../src/finding/case/case-schema.ts';
import type { Finding } from '../../../../src/finding/finding.ts';
import { findingSchema } from '../../../../src/finding/finding-schema.ts';
import { consoleLinks } from '../../../../src/report/finding/machine/console-links.ts';
import { withRun } from '../../../../src/report/finding/machine/found-by.ts';
import { aCase, aFinding, aSummary, someOptions } from '../../builders.ts';
import { hostileText } from '../../generators.ts';
import { aRun } from './hostile.ts';

const console = 'https://acme-admin.okta.com';
const options = someOptions(aRun);
const foundBy = { at: '2023-10-03T06:00:00.000Z', org: 'acme.okta.com', tool: options.tool };

describe('what is known of the run', () => {
  test('says which run found a finding or a case, and leads to the org', () => {
    const finding = withRun(aFinding(), options);
    expect(finding).toEqual({ ...aFinding(), foundBy, links: consoleLinks(aFinding(), console) });
    expect(findingSchema.parse(finding)).toEqual(finding);
    const one = withRun(aCase(), options);
    expect(one).toEqual({ ...aCase(), foundBy });
    expect(caseSchema.parse(one)).toEqual(one);
  });

  test('leaves what another run found as it is, and everything else', () => {
    const earlier = { ...foundBy, at: '2020-01-01T00:00:00.000Z' };
    const finding = aFinding({ foundBy: earlier, links: [] });
    expect(withRun(finding, options).foundBy).toEqual(earlier);
    expect(withRun(aSummary(), options)).toEqual(aSummary());
  });

  test('says nothing if nothing is known of the run', () => {
    expect(withRun(aFinding(), someOptions())).toEqual(aFinding());
  });

  test('has no links if the console is not known', () => {
    const run = { at: foundBy.at, org: 'login.example.com', console: null };
    expect(withRun(aFinding(), someOptions({ run }))).not.toHaveProperty('links');
  });
});

describe('links into the Admin Console', () => {
  const of = (over: Partial<Finding> = {}) =>
    Object.fromEntries(consoleLinks(aFinding(over), console).map(({ to, url }) => [to, url]));

  test('lead to the event, the session, the actor and the profile', () => {
    const actor = { id: '00u1aaaaaaaaaaaaaaaa', login: null, displayName: null, type: 'User' };
    const links = of({ actor });
    const time = '&fromTime=2023-10-02T09%3A02%3A11.418Z&toTime=2023-10-02T11%3A15%3A40.003Z';
    const search = (text: string) =>
      `${console}/report/system_log_2?search=${encodeURIComponent(text)}${time}`;
    expect(links).toEqual({
      event: search('uuid eq "ed317758-2222-4e7b-8f00-00000000a002"'),
      session: search('authenticationContext.externalSessionId eq "102nHkMDaxYQoSItefBBK3v9g"'),
      actor: search('actor.id eq "00u1aaaaaaaaaaaaaaaa"'),
      profile: `${console}/admin/user/profile/view/00u1aaaaaaaaaaaaaaaa`,
    });
  });

  test('lead to no profile of what is no user', () => {
    expect(
      of({ actor: { id: '0oa1aaaaaaaaaaaaaaaa', login: null, displayName: null, type: null } }),
    ).not.toHaveProperty('profile');
  });

  test('lead to the configured console alone, whatever the log says', () => {
    const text = fc.oneof(
      hostileText,
      fc.constantFrom(
        'https://evil.example',
        '//evil.example',
        '@evil.example/',
        '00u" or actor.id eq "x',
        '00u1aaaaaaaaaaaaaaa/../..',
        '../../evil',
        '00u1aaaaaaaaaaaaaaaa\n',
      ),
    );
    fc.assert(
      fc.property(text, (hostile) => {
        const evidence = { ...aFinding().evidence, decisive: hostile };
        const actor = { id: hostile, login: hostile, displayName: hostile, type: hostile };
        for (const { url } of consoleLinks(
          aFinding({ evidence, actor, sessions: [hostile] }),
          console,
        )) {
          const { origin, pathname, searchParams } = new URL(url);
          expect([origin, pathname]).toEqual([console, '/report/system_log_2']);
          expect(searchParams.get('search')).toMatch(/^[\w.]+ eq "[\w-]+"$/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
