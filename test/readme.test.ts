import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseLayer } from '../src/cli/config/config-file.ts';
import { parseDelivery } from '../src/cli/option/deliver-option.ts';
import { parseTarget } from '../src/cli/option/output-format.ts';
import { deliveryKinds } from '../src/delivery/delivery-kinds.ts';
import type { JsonObject } from '../src/event/json.ts';
import { caseVersion, findingVersion, runVersion } from '../src/finding/format-version.ts';
import { hunt } from '../src/hunt.ts';
import { builtInRules, loadRules, readRules } from '../src/input/rule-files.ts';
import { english } from '../src/language/english.ts';
import { reportVersion } from '../src/report/finding/json-report.ts';
import { reporters } from '../src/report/finding/reporters.ts';
import { modifiers } from '../src/rule/detection/modifier.ts';
import { linkRules, parseRules } from '../src/rule/link.ts';
import { areaOf } from '../src/rule/rule.ts';
import { parseRuleFile, parseRuleText } from '../src/rule/rule-file.ts';
import { type FactName, functions } from '../src/rule/window/window-function.ts';
import { at, hunted } from './builders.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('rules/README.md', () => {
  const page = read('rules/README.md');

  test.each(Object.entries(modifiers))(
    'describes the modifier %s as the code does',
    (name, { does }) => {
      expect(page).toContain(`| \`${name}\` | ${does} |`);
    },
  );

  test.each(Object.keys(functions) as FactName[])(
    'describes the function %s as the code does',
    (name) => {
      const gives = english[`function.${name}`];
      expect(page).toContain(`| \`${name}\` | ${gives} | \`${functions[name].example}\` |`);
    },
  );

  test('shows correlations, a filter and a rule about alerts that load', () => {
    const shown = (title: string): string =>
      new RegExp(`\`\`\`yaml\\n(title: ${title}[\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? title;
    const base = (name: string): string =>
      `title: ${name}\nname: ${name}\nlogsource: {product: okta, service: okta}\ndetection: {a: {x: 1}, condition: a}\n`;
    const parts = ['Many failed logins', 'The provisioning bot', 'Somebody has gathered risk'];
    const names = [
      'failed-login',
      'successful-login',
      'api-token-created',
      'role-granted',
      'admin-privilege-granted',
    ];
    const { rules, filters } = parseRules([...parts.map(shown), ...names.map(base)].join('---\n'));
    expect(rules).toHaveLength(8);
    expect(filters).toMatchObject([
      { owner: 'platform team', expires: { text: '2027-03-31' } },
      { windows: [{ name: 'weeks' }] },
    ]);
    for (const name of ['api-token-created', 'admin-privilege-granted']) {
      expect(rules.find((rule) => rule.name === name)?.filters).toHaveLength(1);
    }
  });

  test('shows a rule about parts of fields, which finds what it says', async () => {
    const yaml =
      /```yaml\n(title: Grant to a login of another domain[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const grant = (uuid: string, published: string, login: string) => ({
      uuid,
      published,
      eventType: 'user.account.privilege.grant',
      actor: { id: 'ann', alternateId: 'ann@Example.com' },
      target: [{ id: login, type: 'User', alternateId: login }],
    });
    const log = [
      grant('1', '2026-07-01T19:59:00Z', 'a@other.org'),
      grant('2', '2026-07-01T20:01:00Z', 'b@example.com'),
      grant('3', '2026-07-01T20:02:00Z', 'c@Other.org'),
    ];
    const summaries: string[] = [];
    for await (const outcome of hunt(log, parseRules(yaml))) {
      if (outcome.kind === 'finding') summaries.push(outcome.title);
    }
    expect(summaries).toEqual(['ann@Example.com at 22 h: a grant to other.org']);
  });

  test('shows a rule about members that fit, which does what it says', async () => {
    const yaml = /```yaml\n(title: Many people were given[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const given = (minute: number, person: string, over: JsonObject = {}): JsonObject =>
      at(minute / 60, {
        eventType: 'application.user_membership.add',
        actor: { id: 'admin' },
        target: [
          { type: 'AppUser', id: `au-${person}`, alternateId: person },
          { type: 'AppInstance', id: 'app', displayName: 'Payroll' },
          { type: 'User', id: person },
        ],
        ...over,
      });
    const people = Array.from({ length: 20 }, (_, minute) => given(minute, `p${minute}`));
    const again = given(30, 'p1');
    const found = async (log: readonly JsonObject[]): Promise<readonly string[]> => {
      const { findings } = await hunted(log, parseRules(yaml));
      return findings.map(({ title }) => title);
    };
    expect(await found(people)).toEqual(['20 people were given Payroll']);
    expect(await found([...people.slice(1), again])).toEqual([]);
    const own = given(19, 'p19', { actor: { id: 'p19' } });
    expect(await found([...people.slice(0, -1), own])).toEqual([]);
  });

  test('shows a rule that matches bundled ones, and a window with its own events', async () => {
    const shown = /```yaml\n(title: Okta event hook[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const window = /```yaml\n(context:\n {2}asked:[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const asking = `${shown}${window}`.replace(
      'condition: created',
      'n: {asked.times: 1}\n  condition: n and created',
    );
    const { texts, lists } = await readRules([builtInRules()]);
    const files = [...texts.map(parseRuleText), parseRuleFile(asking, 'hook.yml')];
    const { rules } = linkRules(files, lists);
    expect(rules.find(({ name }) => name === 'hook-through-a-proxy')?.inner).toHaveLength(1);
  });

  test('shows a rule with reasons, which are given as it says', async () => {
    const yaml = /```yaml\n(title: Okta session on two systems[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { texts, lists } = await readRules([builtInRules()]);
    const files = [...texts.map(parseRuleText), parseRuleFile(yaml, 'two-systems.yml')];
    const { rules, ...set } = linkRules(files, lists);
    const own = rules.filter(({ name, generate }) => !generate || name === 'two-systems');
    const event = (minutes: number, os: string): JsonObject =>
      at(minutes / 60, {
        actor: { id: 'ann', type: 'User' },
        client: { ipAddress: '198.51.100.7', userAgent: { os, browser: 'CHROME' } },
        authenticationContext: { externalSessionId: 's' },
        securityContext: { asOrg: 'a stranger' },
      });
    const log = [
      event(0, 'macOS'),
      event(22, 'Windows 10'),
      event(50, 'macOS'),
      event(75, 'Windows 10'),
    ];
    const { findings } = await hunted(log, { ...set, rules: own });
    expect(findings.at(0)?.reasons.map(({ text }) => text)).toEqual([
      'one session, two operating systems: macOS and Windows 10, 22 minutes apart',
      'from a stranger, which is not our network',
    ]);
  });

  test('shows a rule that loads', () => {
    const yaml = /```yaml\n(title: Okta API token created[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { rules } = parseRules(yaml, 'api-token-created.yml');
    expect(rules.map(({ name }) => name)).toEqual(['api-token-created']);
  });
});

describe('the example of tuning', () => {
  test('is what the command prints', () => {
    const shown = /```text\n(THRESHOLD[\s\S]*?)```/.exec(read('rules/README.md'))?.[1] ?? '';
    const printed = read('fixtures/golden/rules/tune.txt').split('\n');
    const lines = shown.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => !printed.includes(line))).toEqual([]);
  });
});

describe('README.md', () => {
  const page = read('README.md');

  test('has a row for every area of rules, and no other', async () => {
    const { rules } = await loadRules([builtInRules()]);
    const areas = new Set(rules.filter(({ generate }) => generate).map(areaOf));
    const section = /## What it finds([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
    const rows = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, area]) => area);
    expect(rows.toSorted()).toEqual([...areas].toSorted());
  });

  const formats = /## Formats([\s\S]*?)\n## /.exec(page)?.[1] ?? '';

  test('has a row for every output format', () => {
    const rows = [...formats.matchAll(/^\| `([a-z][a-z-]*)` \|/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(Object.keys(reporters).toSorted());
  });

  test('says the versions of what machines read', () => {
    for (const row of [
      `finding ${findingVersion}`,
      `case ${caseVersion}`,
      `report ${reportVersion}`,
    ]) {
      expect(formats).toContain(`| ${row} |`);
    }
    expect(formats).toContain(`\`run\` (${runVersion})`);
  });

  const deliveries = /## Deliveries([\s\S]*?)\n## /.exec(page)?.[1] ?? '';

  test('has a row for every kind of receiver, and the variables of their secrets', () => {
    const rows = [...deliveries.matchAll(/^\| `([a-z][a-z-]*)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual(Object.keys(deliveryKinds));
    for (const { env } of Object.values(deliveryKinds)) expect(deliveries).toContain(env ?? '');
  });

  test('shows receivers that are understood, in commands and in a configuration file', () => {
    const commands = [...deliveries.matchAll(/^oktahunt (?:scan|watch|deliver) .*$/gm)];
    expect(commands).toHaveLength(3);
    const targets = commands.flatMap(([line]) => [...line.matchAll(/--deliver (\S+)/g)]);
    expect(targets).toHaveLength(5);
    for (const [, target = ''] of targets) expect(parseDelivery(target).kind).toBeTruthy();
    const yaml = /```yaml\n([\s\S]*?)```/.exec(deliveries)?.[1] ?? '';
    expect(parseLayer(yaml, '/home/me/config.yaml', true).options).toMatchObject([
      {
        name: 'deliver',
        section: 'watch',
        value: [
          { kind: 'slack', address: { in: 'env' }, minSeverity: 'high', what: 'cases' },
          { kind: 'webhook', secret: { in: 'file' } },
        ],
      },
    ]);
    expect(() => parseLayer(yaml, '/repo/oktahunt.config.yaml', false)).toThrow(/project's file/);
  });

  test('shows commands of formats that are understood', () => {
    const commands = [...formats.matchAll(/^npx oktahunt (scan|convert) (.*?)(?: +#.*)?$/gm)];
    expect(commands).toHaveLength(2);
    for (const [, , words = ''] of commands) {
      for (const [, target = ''] of words.matchAll(/-o (\S+)/g)) {
        expect(Object.keys(reporters)).toContain(parseTarget(target).format);
      }
    }
  });
});

describe('src/README.md', () => {
  test('has a row for every folder', () => {
    const page = read('src/README.md');
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `| \`${name}/\` |`);
    expect(folders.filter((row) => !page.includes(row))).toEqual([]);
  });
});
