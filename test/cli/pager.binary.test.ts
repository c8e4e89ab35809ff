import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bare, binary, root } from './binary.ts';
import { makeSandbox } from './sandbox.ts';

const folder = makeSandbox();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const log = join(root, 'fixtures', 'rules', 'session-moved-machine');
/** `script` of util-linux gives a program a terminal of its own, and ends with its exit code. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);

/** Runs a scan with details in a terminal of 80 columns. */
function inTerminal(env: Record<string, string>, ...options: readonly string[]) {
  const only = ['--only', 'session-moved-machine'];
  const argv = [process.execPath, binary, 'scan', log, '--details', ...only, ...options];
  const command = `stty cols 80 rows 24; exec ${argv.map((word) => `'${word}'`).join(' ')}`;
  const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { ...bare, TERM: 'xterm-256color', ...env },
    encoding: 'utf8',
  });
  return { code: status, lines: stdout.replaceAll('\r', '').trimEnd().split('\n') };
}

describe.skipIf(!hasScript)('in a real terminal, details', () => {
  test('go through the pager, whose reader may quit early', () => {
    const { code, lines } = inTerminal({ OKTAHUNT_PAGER: 'head -n 1 | sed s/^/paged:/' });
    expect(code).toBe(1);
    expect(lines.at(-1)).toContain('paged:oktahunt ');
  });

  test('are told whole where there is no such pager', () => {
    const { code, lines } = inTerminal({ PAGER: 'no-such-pager-here' });
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/-o json=findings\.json$/);
    expect(lines.join('\n')).toContain('DO NOW');
  });

  test('need none, if none is wanted', () => {
    const { code, lines } = inTerminal({ OKTAHUNT_PAGER: 'sed s/^/paged:/' }, '--no-pager');
    expect(code).toBe(1);
    expect(lines.join('\n')).toContain('DO NOW');
    expect(lines.join('\n')).not.toContain('paged:');
  });
});
