import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { say } from '../../language/language.ts';
import { tell } from '../../language/message.ts';
import { makeFolder } from '../../okta/archive/disk.ts';
import { show } from '../../report/text/escape.ts';
import type { CommandContext } from '../config/command-context.ts';
import { ownFile, projectFile } from '../config/config-layers.ts';
import {
  type OptionSettingName,
  optionRowOf,
  optionSettingNames,
} from '../config/option-settings.ts';
import { refusalOf, rowOf, type SettingName, settingNames } from '../config/settings.ts';
import { misuse } from '../failure.ts';
import { linesOf } from '../help/help-text.ts';
import { type Say, sayIn } from '../option/speech.ts';
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
  jobs: 'auto',
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
  logFormat: 'json',
  health: '127.0.0.1:9464',
  healthHosts: '[metrics.example.com]',
  healthFile: 'okta-health.json',
  webhook: 'https://siem.example.com/oktahunt',
  deliver: '["hec=https://splunk.example.com:8088"]',
  deadLetters: 'dead-letters.ndjson',
};

/** Writes the file; never overwrites one. */
export async function runInit(
  { own, out }: InitFlags,
  { io, speech }: Pick<CommandContext, 'io' | 'speech'>,
): Promise<void> {
  const isOwn = own === true;
  const text = templateOf(isOwn, sayIn(speech));
  if (out === '-') return streamSink(io.stdout, tell('output.stdout')).write(text);
  const path = out ?? (isOwn ? ownFile(io.env) : join(io.cwd(), projectFile));
  try {
    await makeFolder(dirname(path));
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw misuse(tell('misuse.exists', { path }), tell('misuse.otherPath'));
    }
    throw cannotWrite(path, error);
  }
  const wrote = say(speech.language, 'setting.wrote', { path: show(path) });
  await asideSink(io.stderr).write(`${wrote}\n`);
}

/** A configuration file with every setting allowed in it, commented out. */
export function templateOf(isOwn: boolean, say: Say): string {
  const comment = (text: string) =>
    linesOf(text, 100)
      .map((line) => `# ${line}\n`)
      .join('');
  const entries = settingNames
    .filter((name) => refusalOf(name, isOwn) === undefined)
    .map((name) => {
      const row = rowOf(name);
      const value = row.standard ?? samples[name] ?? '';
      const names = row.env.join(', ');
      const meaning = comment(say(`help.setting.${name}`));
      return `${meaning}${comment(say('help.template.environment', { names }))}#${name}: ${value}\n`;
    });
  const options = optionSettingNames
    .filter((name) => isOwn || !optionRowOf(name).isOwn)
    .map((name) => `${comment(say(`help.setting.${name}`))}#${name}: ${optionSamples[name]}\n`);
  return `${comment(say('help.template.head'))}
${entries.join('\n')}
${comment(say('help.template.options'))}
${options.join('\n')}
#scan: {failOn: high}
`;
}
