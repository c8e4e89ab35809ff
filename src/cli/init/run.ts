import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../okta/archive/disk.ts';
import { show } from '../../report/text/escape.ts';
import { ownFile, projectFile } from '../config/config-layers.ts';
import {
  type OptionSettingName,
  optionRowOf,
  optionSettingNames,
} from '../config/option-settings.ts';
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

const optionSamples: Readonly<Record<OptionSettingName, string>> = {
  rules: '[okta-rules]',
  builtinRules: 'true',
  lists: '{office_networks: [192.0.2.0/24], known_admins: admins.txt}',
  packs: '[session-theft]',
  only: "['session-*']",
  skip: '[outdated-browser]',
  minSeverity: 'low',
  failOn: 'medium',
  allowPartial: 'false',
  since: '7d',
  until: '1h',
  encoding: 'shift_jis',
  save: 'okta-archive',
  store: 'okta-archive',
  out: 'okta-archive',
  gzip: 'true',
  stateBudget: '256MB',
  stateOverflow: 'spill',
  lang: 'en',
  tz: 'Asia/Tokyo',
  color: 'auto',
  ascii: 'false',
  plain: 'false',
  pager: 'true',
  format: 'table',
  outputs: '[json=findings.json]',
  rawEvents: 'false',
  baseline: 'accepted.json',
  dispositions: 'dispositions.yaml',
  showSuppressed: 'false',
  quiet: 'false',
  details: 'false',
  verbose: 'false',
  interval: '60s',
  heartbeat: '10m',
  memory: '200000',
  webhook: 'https://siem.example.com/oktahunt',
  deliver:
    '[{to: "slack=env:SLACK_URL", minSeverity: high}, "hec=https://splunk.example.com:8088"]',
  deadLetters: 'dead-letters.ndjson',
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
  const options = optionSettingNames
    .filter((name) => isOwn || !optionRowOf(name).isOwn)
    .map((name) => `# ${optionRowOf(name).describe}\n#${name}: ${optionSamples[name]}\n`);
  return `# Configuration of oktahunt. Options and environment variables take precedence over this file;
# 'oktahunt config show' prints where each value comes from. Do not put secrets in here.

${entries.join('\n')}
# Options of commands. In a section of a command's name they are for that command alone. Paths are relative to this file.

${options.join('\n')}
#scan: {failOn: high}
`;
}
