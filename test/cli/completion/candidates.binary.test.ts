import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { candidatesFor } from '../../../src/cli/completion/candidates.ts';
import { shellScripts } from '../../../src/cli/completion/shell-scripts.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { processIo } from '../../../src/cli/terminal/io.ts';
import { inEnglish } from '../../../src/language/languages.ts';
import { binary } from '../binary.ts';

const program = createProgram(
  {
    io: processIo(process),
    load: () => Promise.reject(new Error()),
    end: () => {},
    speech: { language: inEnglish },
  },
  '0.0.0',
  () => {},
);
const names = { rule: ['session-moved', 'session-old', 'other'], id: ['5f0c'], pack: ['phishing'] };
const complete = (...words: string[]) => candidatesFor(program, words, async (kind) => names[kind]);

describe('what could follow', () => {
  test.each([
    ['a command', ['sca'], ['scan']],
    ['a command below another', ['rules', 'fi'], ['fixture']],
    ['an option', ['scan', '--fail'], ['--fail-on']],
    ['an option after a file', ['scan', 'log.json', '--fail'], ['--fail-on']],
    ['a value', ['scan', '--fail-on', 'hi'], ['high']],
    ['a value of a short option', ['scan', '-f', 'sa'], ['sarif']],
    ['a value behind =', ['scan', '--fail-on=hi'], ['--fail-on=high']],
    ['a format of a file', ['scan', '-o', 'js'], ['json=']],
    ['a rule by its name', ['rules', 'show', 'session'], ['session-moved', 'session-old']],
    ['a rule by its id', ['rules', 'show', '5'], ['5f0c']],
    ['a rule to leave out', ['scan', '--skip', 'o'], ['other']],
    ['a pack', ['scan', '--pack', ''], ['phishing']],
    ['the second argument', ['mark', 'okf_1', 'ben'], ['benign']],
    ['nothing after the last argument', ['rules', 'show', 'other', ''], []],
    ['nothing where nobody can guess', ['scan', '--since', ''], []],
    ['nothing that fits', ['nonsense'], []],
  ])('%s', async (_, words, found) => {
    expect(await complete(...words)).toEqual({ words: found, files: false });
  });

  test.each([
    [['scan', '']],
    [['scan', '--baseline', '']],
    [['convert', 'a']],
    [['scan', 'a', 'b']],
  ])('a file: %j', async (words) => {
    expect(await complete(...words)).toEqual({ words: [], files: true });
  });

  test('hides what is hidden', async () => {
    const { words } = await complete('');
    expect(words).toContain('completion');
    expect(words.filter((word) => word.startsWith('_'))).toEqual([]);
  });
});

/** Whether a shell is on this machine. */
function has(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!has('bash'))('in a real bash', () => {
  test.each([
    ['rules show session-without-st', 'session-without-start'],
    ['scan --fail-on = hi', 'high'],
    ['scan --min-severity med', 'medium'],
    ['scan findin', 'findings.json'],
  ])('%s', (typed, found) => {
    const folder = mkdtempSync(join(tmpdir(), 'completion-'));
    writeFileSync(join(folder, 'findings.json'), '');
    const script = `${shellScripts.bash}
      oktahunt() { "$NODE" "$BINARY" "$@"; }
      COMP_WORDS=(oktahunt ${typed}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
      _oktahunt; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const env = { ...process.env, NODE: process.execPath, BINARY: binary };
    const out = execFileSync('bash', ['--norc', '-c', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(out.trim()).toBe(found);
  });
});

test.each(['zsh', 'fish', 'pwsh'].filter(has))('%s takes its script', (shell) => {
  const name = shell === 'pwsh' ? 'powershell' : (shell as 'zsh' | 'fish');
  const flags = shell === 'pwsh' ? ['-NoProfile', '-Command'] : ['-n', '-c'];
  expect(() =>
    execFileSync(shell, [...flags, shellScripts[name]], { stdio: 'pipe' }),
  ).not.toThrow();
});

test('every script asks the program', () => {
  for (const script of Object.values(shellScripts)) {
    expect(script).toMatch(/oktahunt __(?:complete|describe) /);
  }
});
