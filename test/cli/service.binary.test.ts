import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { stagesOf, valueIn } from '../dockerfile.ts';
import { canary } from '../okta/builders.ts';
import { type FakeOkta, startFakeOkta } from '../okta/fake/server.ts';
import { binary, collect, type Ended, oktahunt, root } from './binary.ts';

vi.setConfig({ testTimeout: 120_000 });

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const unit = /```ini\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? '';
const [build = [], image = []] = stagesOf(read('Dockerfile'));
const compose = parse(read('compose.yaml')).services.oktahunt as {
  readonly environment: Readonly<Record<string, string>>;
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly volumes: readonly string[];
  readonly tmpfs: readonly string[];
  readonly restart: string;
};

let folder = '';
let fake: FakeOkta;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-service-'));
  for (const name of ['state', 'run', 'empty']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'token'), canary, { mode: 0o600 });
  fake = await startFakeOkta({ now: Date.now, tokens: [canary] });
});
afterEach(async () => {
  await fake.close();
  chmodSync(join(folder, 'empty'), 0o700);
  rmSync(folder, { recursive: true });
});

/** The lines of the unit, by section. */
function directives(): ReadonlyMap<string, readonly (readonly [string, string])[]> {
  const sections = new Map<string, [string, string][]>();
  let current: [string, string][] = [];
  for (const line of unit.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const section = /^\[(\w+)\]$/.exec(line)?.[1];
    if (section !== undefined) {
      current = [];
      sections.set(section, current);
    } else current.push(/^(\w+)=(.*)$/.exec(line)?.slice(1) as [string, string]);
  }
  return sections;
}

const service = new Map(directives().get('Service'));
/** What systemd makes of a command line, with the folders of this test. */
const commandOf = (key: string): readonly string[] =>
  (service.get(key) ?? '')
    .replace('%d/token', join(folder, 'token'))
    .replaceAll('/var/lib/oktahunt', join(folder, 'state'))
    .replaceAll('/run/oktahunt', join(folder, 'run'))
    .split(' ');

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits for a line of the log that has this in it. */
  readonly says: (what: string) => Promise<void>;
}

function begin(command: string, args: readonly string[], env: Record<string, string>): Started {
  const cwd = join(folder, 'empty');
  chmodSync(cwd, 0o500);
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const waiting = new Set<() => void>();
  child.stderr?.on('data', (text) => {
    said += String(text);
    for (const look of waiting) look();
  });
  const says = (what: string): Promise<void> =>
    new Promise((done, fail) => {
      const look = (): void => {
        if (!said.includes(what)) return;
        waiting.delete(look);
        done();
      };
      waiting.add(look);
      child.on('close', () => fail(new Error(`it ended without saying ${what}: ${said}`)));
      look();
    });
  return { child, ended: collect(child), says };
}

/** The environment of a service: nothing but what the unit gives. */
const bareEnv = (): Record<string, string> => ({
  OKTA_CLIENT_ORGURL: fake.url,
  OKTAHUNT_ALLOW_LOOPBACK: '1',
});

describe('the unit in README.md', () => {
  test('says nothing twice, and only what systemd knows', () => {
    for (const [, lines] of directives()) {
      expect(lines.every((line) => line !== undefined)).toBe(true);
      expect(new Set(lines.map(([key]) => key)).size).toBe(lines.length);
    }
    expect([...directives().keys()]).toEqual(['Unit', 'Service', 'Install']);
  });

  test('is accepted by systemd, and exposes little', ({ skip }) => {
    const systemd = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
    if (systemd.status !== 0) return skip('there is no systemd-analyze here');
    const path = join(folder, 'oktahunt.service');
    writeFileSync(path, unit.replace('/usr/local/bin/oktahunt', '/bin/true'));
    const verify = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    const about = verify.stderr.split('\n').filter((line) => line.includes('oktahunt.service'));
    expect(about.filter((line) => !/User|user/.test(line))).toEqual([]);
    const security = spawnSync(
      'systemd-analyze',
      ['security', '--offline=true', '--threshold=30', '--no-pager', path],
      { encoding: 'utf8' },
    );
    expect(security.status, security.stdout + security.stderr).toBe(0);
  });

  test('runs as it is written, without an environment, in a folder where nothing can be written', async () => {
    const [program, ...args] = commandOf('ExecStart');
    expect(program).toBe('/usr/local/bin/oktahunt');
    const { child, ended, says } = begin(process.execPath, [binary, ...args], bareEnv());
    await says('"watch.started"');
    const socket = args[args.indexOf('--health') + 1] as string;
    await expect
      .poll(async () => (await oktahunt(['health', socket], { cwd: folder })).out, {
        timeout: 30_000,
      })
      .toBe('ready\n');
    expect(service.get('ExecReload')).toBe('/bin/kill -HUP $MAINPID');
    child.kill('SIGHUP');
    await says('"rules.reloaded"');
    child.kill('SIGTERM');
    const { code, out, err } = await ended;
    expect(service.get('SuccessExitStatus')?.split(' ')).toContain(String(code));
    for (const line of [...out.split('\n'), ...err.split('\n')].filter(Boolean)) JSON.parse(line);
    expect(out + err).not.toContain(canary);
    expect(existsSync(socket)).toBe(false);
    expect(readdirSync(join(folder, 'empty'))).toEqual([]);
  });
});

describe('the container', () => {
  const entry = (name: string): readonly string[] => JSON.parse(valueIn(image, name));
  const here = (word: string): string =>
    word === 'log'
      ? join(folder, 'state', 'log')
      : word.replace('/tmp/', `${join(folder, 'run')}/`);
  const command = () => [...entry('ENTRYPOINT'), ...entry('CMD')].map(here);
  const probe = (): readonly string[] =>
    (JSON.parse(/CMD (\[.*\])$/.exec(valueIn(image, 'HEALTHCHECK'))?.[1] ?? '[]') as string[]).map(
      here,
    );

  test('is of a Node that the program takes, belongs to nobody special, and keeps its log', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    for (const stage of [build, image]) {
      const version = /^node:(\d+)-slim/.exec(valueIn(stage, 'FROM'))?.[1];
      expect(engines.node).toContain(`>=${version}.`);
    }
    expect(valueIn(image, 'USER')).toBe('node');
    expect(valueIn(image, 'STOPSIGNAL')).toBe('SIGTERM');
    const [volume = '', ...others] = compose.volumes;
    expect(others).toEqual([]);
    expect(volume.split(':')[1]).toBe(valueIn(image, 'VOLUME'));
    expect(valueIn(image, 'WORKDIR')).toBe(valueIn(image, 'VOLUME'));
    expect(compose).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      restart: 'unless-stopped',
    });
    expect(entry('CMD').join(' ')).toContain(`--health ${compose.tmpfs[0]}/`);
  });

  test.for(['a process', 'the process with the id 1'])(
    'watches as %s, is well when asked, and stops at once',
    async (how, { skip }) => {
      const asFirst = how !== 'a process';
      const mayUnshare = spawnSync('unshare', ['--fork', '--pid', 'true']).status === 0;
      if (asFirst && !mayUnshare) return skip('no process may have a space of ids here');
      const [program, ...args] = command();
      expect(program).toBe('oktahunt');
      const env = { ...bareEnv(), OKTAHUNT_TOKEN_FILE: join(folder, 'token') };
      expect(Object.keys(compose.environment).toSorted()).toEqual(
        ['OKTA_CLIENT_ORGURL', 'OKTAHUNT_TOKEN_FILE'].toSorted(),
      );
      const node = [process.execPath, binary, ...args];
      const { child, ended, says } = asFirst
        ? begin('unshare', ['--fork', '--pid', '--kill-child', '--', ...node], env)
        : begin(node[0] as string, node.slice(1), env);
      await says('"watch.started"');
      const [, ...asked] = probe();
      await expect
        .poll(async () => (await oktahunt(asked, { cwd: folder })).code, { timeout: 30_000 })
        .toBe(0);
      const stopped = performance.now();
      const pid = asFirst ? childOf(child.pid as number) : (child.pid as number);
      process.kill(pid, 'SIGTERM');
      expect(await ended).toMatchObject({ code: 143 });
      expect(performance.now() - stopped).toBeLessThan(10_000);
      expect((await oktahunt(asked, { cwd: folder })).code).toBe(1);
    },
  );
});

describe('a watch in a terminal', () => {
  test('ends when the terminal is closed', async ({ skip }) => {
    if (spawnSync('script', ['--version']).status !== 0) return skip('there is no script here');
    const line = ['watch', '--store', join(folder, 'state', 'log'), '--interval', '1s'].join(' ');
    const env = { ...process.env, ...bareEnv(), OKTAHUNT_TOKEN_FILE: join(folder, 'token') };
    const typed = `${process.execPath} ${binary} ${line}`;
    const child = spawn('script', ['-qec', typed, '/dev/null'], { cwd: folder, env });
    await new Promise<void>((done) => {
      child.stdout.on('data', (text) => String(text).includes('watching ') && done());
    });
    process.kill(lastOf(child.pid as number), 'SIGHUP');
    expect(await collect(child)).toMatchObject({ code: 129 });
  });
});

/** The only child of a process. */
function childOf(pid: number): number {
  return Number(execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).trim());
}

/** The last of the processes that began each other. */
function lastOf(pid: number): number {
  const { status } = spawnSync('pgrep', ['-P', String(pid)]);
  return status === 0 ? lastOf(childOf(pid)) : pid;
}
