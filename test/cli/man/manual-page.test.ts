import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandNamed, manualPage, writeManual } from '../../../src/cli/man/manual-page.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { processIo } from '../../../src/cli/terminal/io.ts';
import { inEnglish } from '../../../src/language/languages.ts';

const program = createProgram(
  {
    io: processIo(process),
    load: () => Promise.reject(new Error()),
    end: () => {},
    speech: { language: inEnglish },
  },
  '1.2.3',
  () => {},
);

describe('a manual page', () => {
  test('has all that --help has', () => {
    const page = manualPage(commandNamed(program, ['scan']), '1.2.3');
    expect(page).toMatch(/^\.TH "OKTAHUNT-SCAN" "1" "" "oktahunt 1\.2\.3"/);
    const plain = page.replaceAll('\\-', '-');
    for (const { long } of commandNamed(program, ['scan']).options) expect(plain).toContain(long);
    expect(plain).toContain('oktahunt scan --since 7d');
    expect(plain).toContain('oktahunt(1)');
  });

  test.each([[['rules', 'test']], [['help']], [[]]])('is there for %j', (words) => {
    expect(manualPage(commandNamed(program, words), '0')).toMatch(/\.SH NAME\n\S/);
  });

  test('has no line that would be a request of roff but ours', () => {
    const requests = new Set(
      [...manualPage(commandNamed(program, ['scan']), '0').matchAll(/^[.'](\w*)/gm)].map(
        ([, name]) => name,
      ),
    );
    expect([...requests].sort()).toEqual(['B', 'SH', 'TH', 'TP', 'fi', 'nf']);
  });

  test('is refused for what is no command, with the nearest', () => {
    expect(() => commandNamed(program, ['scna'])).toThrow(
      expect.objectContaining({ exitCode: 2, advice: 'did you mean scan?' }),
    );
  });

  test('is written for every command', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'man-'));
    await writeManual(program, '0', join(folder, 'man1'));
    const files = readdirSync(join(folder, 'man1'));
    rmSync(folder, { recursive: true });
    expect(files).toEqual(
      expect.arrayContaining(['oktahunt.1', 'oktahunt-scan.1', 'oktahunt-rules-test.1']),
    );
    expect(files.filter((file) => file.includes('__'))).toEqual([]);
  });
});

/** Whether groff is on this machine. */
function hasGroff(): boolean {
  try {
    execFileSync('groff', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!hasGroff())('groff finds nothing wrong with the pages', () => {
  for (const words of [[], ['scan'], ['rules', 'fixture']]) {
    const input = manualPage(commandNamed(program, words), '0');
    const options = { input, encoding: 'utf8', stdio: 'pipe' } as const;
    const out = execFileSync('groff', ['-man', '-ww', '-Tascii', '-z'], options);
    expect(out).toBe('');
  }
});
