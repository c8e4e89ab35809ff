import type { Command } from 'commander';
import type { ConfigFlag } from '../config/config-file.ts';
import { type SettingFlags, settingRows } from '../config/settings.ts';

/** The options of a connection as the command line gives them. */
export type ConnectionFlags = SettingFlags & { readonly config?: ConfigFlag };

/** Adds the options that every command that talks to an org has. */
export function addConnection(command: Command): void {
  command
    .optionsGroup('Okta:')
    .option('--org <url>', settingRows.org.describe)
    .option('--custom-domain <host>', settingRows.customDomain.describe)
    .option('--token-file <path>', settingRows.tokenFile.describe)
    .option('--private-key-file <path>', settingRows.privateKeyFile.describe)
    .option('--client-id <id>', settingRows.clientId.describe)
    .option('--rate-share <percent>', `${settingRows.rateShare.describe} (default: "50%")`)
    .option('--config <path>', 'read this configuration file and look for no other')
    .option('--no-config', 'read no configuration file');
}
