import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './cli/binary.ts';
import { copyContext, type Instruction, stagesOf, valueIn } from './dockerfile.ts';

test('the Dockerfile makes a program that runs, out of nothing but what it copies', {
  timeout: 600_000,
}, ({ skip }) => {
  if (spawnSync('npm', ['ping'], { timeout: 30_000 }).status !== 0) return skip('no registry');
  const folder = mkdtempSync(join(tmpdir(), 'oktahunt-image-'));
  try {
    const [build = [], image = []] = stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'));
    const own = execFileSync('id', ['-u'], { encoding: 'utf8' }).trim();
    /** A path of the image, or a command with such paths, in this folder. */
    const here = (text: string): string =>
      text
        .replaceAll(/(?<=^|\s)\/(?=\w)/g, `${folder}/`)
        .replace('node:node', own)
        .replace('npm cache clean --force', 'true');
    const env = { ...process.env, npm_config_prefix: join(folder, 'usr') };
    const carryOut = (stage: readonly Instruction[]): void => {
      let cwd = folder;
      for (const { name, value } of stage) {
        if (name === 'WORKDIR') {
          cwd = here(value);
          mkdirSync(cwd, { recursive: true });
        }
        if (name === 'COPY' && value === '. .') copyContext(cwd);
        const [, from = '', to = ''] = /^--from=build (\S+)\/\S+ (\S+)$/.exec(value) ?? [];
        if (name === 'COPY' && to !== '') {
          for (const file of readdirSync(here(from)).filter((one) => one.endsWith('.tgz'))) {
            cpSync(join(here(from), file), join(here(to), file));
          }
        }
        if (name === 'RUN') execFileSync('sh', ['-c', here(value)], { cwd, env, stdio: 'pipe' });
      }
    };
    for (const made of ['tmp', 'var/lib']) mkdirSync(join(folder, made), { recursive: true });
    carryOut(build);
    carryOut(image);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
    const [program = ''] = JSON.parse(valueIn(image, 'ENTRYPOINT')) as readonly string[];
    const installed = join(folder, 'usr', 'bin', program);
    const bare = { PATH: process.env['PATH'] };
    const said = execFileSync(installed, ['--version'], { env: bare, encoding: 'utf8' });
    expect(said.trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
