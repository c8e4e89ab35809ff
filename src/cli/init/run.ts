import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../okta/archive/disk.ts';
import { show } from '../../report/text/escape.ts';
import { ownFile, projectFile } from '../config/config-file.ts';
import { refusalOf, rowOf, type SettingName, settingNames } from '../config/settings.ts';
import { misuse } from '../failure.ts';
import type { Io } from '../terminal/io.ts';
import { asideSink, cannotWrite, streamSink } from '../terminal/sink.ts';

/** The options of `init` as given. */
export interface InitFlags {
  readonly own?: boolean;
  readonly out?: string;
}

const samples: Readonly<Partial<Record<SettingName, string>>> = {
  org: 'https://acme.okta.com',
  customDomain: 'login.acme.example',
  tokenFile: '/home/me/.secrets/okta-token',
  accessTokenFile: '/home/me/.secrets/okta-access-token',
  privateKeyFile: '/home/me/.secrets/okta-key.pem',
  clientId: '0oa1exampleexample00',
  keyId: 'the-kid-of-the-key',
  authorizationMode: 'PrivateKey',
};

/** Writes the file; never overwrites one. */
export async function runInit({ own, out }: InitFlags, io: Io): Promise<void> {
  const isOwn = own === true;
  const text = templateOf(isOwn);
  if (out === '-') return streamSink(io.stdout, 'standard output').write(text);
  const path = out ?? (isOwn ? ownFile(io.env) : join(io.cwd(), projectFile));
  try {
    await makeFolder(dirname(path));
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw misuse(`${path} already exists`, 'name another path: --out PATH');
    }
    throw cannotWrite(path, error);
  }
  await asideSink(io.stderr).write(`wrote ${show(path)}; add the org, then run: oktahunt doctor\n`);
}

/** A configuration file with every setting allowed in it, commented out. */
export function templateOf(isOwn: boolean): string {
  const entries = settingNames
    .filter((name) => refusalOf(name, isOwn) === undefined)
    .map((name) => {
      const row = rowOf(name);
      const value = row.standard ?? samples[name] ?? '';
      return `# ${row.describe}\n# (environment: ${row.env.join(', ')})\n#${name}: ${value}\n`;
    });
  return `# Configuration of oktahunt. Options and environment variables take precedence over this file;
# 'oktahunt config show' prints where each value comes from. Do not put secrets in here.

${entries.join('\n')}`;
}
