import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { binary, root } from './cli/binary.ts';

/** The YAML of README whose first line is a comment with this name. */
function example(file: string): unknown {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return parse(blocks.find((text) => text.startsWith(`# ${file}\n`)) ?? '');
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, string>;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ci-'));
  mkdirSync(join(folder, 'bin'));
  const npx = `#!/bin/sh\n[ "$1" = oktahunt ] || exit 127\nshift\nexec "${process.execPath}" "${binary}" "$@"\n`;
  writeFileSync(join(folder, 'bin', 'npx'), npx);
  chmodSync(join(folder, 'bin', 'npx'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script as the runner does, in a checkout with one export. */
function run(script: string, shell: readonly string[], incident: string) {
  const cwd = mkdtempSync(join(folder, 'job-'));
  mkdirSync(join(cwd, 'exports'));
  const log = join(root, 'fixtures', 'incidents', `${incident}.ndjson`);
  copyFileSync(log, join(cwd, 'exports', 'okta.ndjson'));
  const summary = join(cwd, 'summary.md');
  const { status, stdout, stderr } = spawnSync(shell[0] as string, [...shell.slice(1), script], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
      HOME: folder,
      CI: 'true',
      GITHUB_STEP_SUMMARY: summary,
    },
  });
  return { status, stdout, stderr, cwd, summary };
}

const attack = 'beyondtrust-2023-10-02';

describe.skipIf(!existsSync('/bin/bash'))('the example of README', () => {
  test.each([
    [attack, 1],
    ['benign-day', 0],
  ])('for GitHub runs as written: %s ends with %i', (incident, code) => {
    const { jobs } = example('.github/workflows/okta.yml') as { jobs: { hunt: { steps: Step[] } } };
    const { steps } = jobs.hunt;
    const script = steps.flatMap((step) => step.run ?? []).join('\n');
    const ended = run(script, ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'], incident);
    expect([ended.status, ended.stderr.includes('error')]).toEqual([code, false]);
    if (code === 1) expect(ended.stdout).toMatch(/^::error /m);
    expect(readFileSync(ended.summary, 'utf8')).toMatch(/^# /);
    const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'));
    const sarif = readFileSync(join(ended.cwd, upload?.with?.['sarif_file'] ?? ''), 'utf8');
    expect(JSON.parse(sarif)).toMatchObject({ version: '2.1.0' });
  });

  test('for GitLab runs as written, and names the files that it keeps', () => {
    const { okta } = example('.gitlab-ci.yml') as {
      okta: { script: string[]; artifacts: { paths: string[]; reports: Record<string, string> } };
    };
    const ended = run(okta.script.join('\n'), ['bash', '-c'], attack);
    expect(ended.status).toBe(1);
    const { paths, reports } = okta.artifacts;
    for (const file of [...paths, ...Object.values(reports)]) {
      expect(readFileSync(join(ended.cwd, file), 'utf8').length).toBeGreaterThan(100);
    }
    expect(
      JSON.parse(readFileSync(join(ended.cwd, reports['codequality'] ?? ''), 'utf8')).length,
    ).toBeGreaterThan(5);
  });
});
