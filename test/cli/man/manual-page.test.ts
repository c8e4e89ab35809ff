import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandNamed, manualPage, writeManual } from '../../../src/cli/man/manual-page.ts';
import { languageTags } from '../../../src/language/language-tag.ts';
import { everyCommand, programIn } from '../help/spoken-program.ts';

const { program, say } = programIn('en');

describe('a manual page', () => {
  test('has all that --help has', () => {
    const page = manualPage(commandNamed(program, ['scan']), '1.2.3', say);
    expect(page).toMatch(/^\.TH "OKTAHUNT-SCAN" "1" "" "oktahunt 1\.2\.3"/);
    const plain = page.replaceAll('\\-', '-');
    for (const { long } of commandNamed(program, ['scan']).options) expect(plain).toContain(long);
    expect(plain).toContain('oktahunt scan --since 7d');
    expect(plain).toContain('oktahunt(1)');
  });

  test.each([[['rules', 'test']], [['help']], [[]]])('is there for %j', (words) => {
    expect(manualPage(commandNamed(program, words), '0', say)).toMatch(/\.SH NAME\n\S/);
  });

  test('has no line that would be a request of roff but ours', () => {
    const requests = new Set(
      [...manualPage(commandNamed(program, ['scan']), '0', say).matchAll(/^[.'](\w*)/gm)].map(
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
    await writeManual(program, '0', join(folder, 'man1'), say);
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

describe('a page in Japanese', () => {
  const { program: ours, say: speak } = programIn('ja');
  const page = manualPage(commandNamed(ours, ['rules', 'test']), '0', speak);

  test('says how it is encoded, and has Japanese headings', () => {
    expect(page.split('\n').slice(0, 4)).toEqual([
      `'\\" -*- coding: UTF-8 -*-`,
      '.TH "OKTAHUNT-RULES-TEST" "1" "" "oktahunt 0" "oktahunt"',
      '.ad l',
      '.SH 名前',
    ]);
    expect(page.match(/^\.SH .*$/gm)).toEqual(
      ['名前', '書式', '説明', '引数', 'オプション', '注意', '関連項目'].map((one) => `.SH ${one}`),
    );
  });

  test('lets roff end lines between words that have no spaces', () => {
    expect(page).toContain('ルールを\\:フィクスチャー');
    expect(page.slice(page.indexOf('.nf'))).not.toContain('\\:');
  });
});

test.skipIf(!hasGroff()).each(languageTags)(
  'groff finds nothing wrong with the pages in %s',
  (tag) => {
    const { program: ours, say: speak } = programIn(tag);
    for (const command of everyCommand(ours)) {
      const input = manualPage(command, '0', speak);
      const flags = ['-man', '-ww', '-Kutf8', '-Tutf8', '-z'];
      const { stdout, stderr } = spawnSync('groff', flags, { input, encoding: 'utf8' });
      expect([command.name(), stdout, stderr]).toEqual([command.name(), '', '']);
    }
  },
);
