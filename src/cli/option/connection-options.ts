import type { Command } from 'commander';
import type { ConfigFlag } from '../config/config-layers.ts';
import { type SettingFlags, settingRows } from '../config/settings.ts';

/** The connection options as given. */
export type ConnectionFlags = SettingFlags & { readonly config?: ConfigFlag };

/** Adds the options shared by all commands that talk to an org. */
export function addConnection(command: Command): void {
  command
    .optionsGroup('Okta:')
    .option('--org <url>', settingRows.org.describe)
    .option('--custom-domain <host>', settingRows.customDomain.describe)
    .option('--token-file <path>', settingRows.tokenFile.describe)
    .option('--private-key-file <path>', settingRows.privateKeyFile.describe)
    .option('--client-id <id>', settingRows.clientId.describe)
    .option('--rate-share <percent>', `${settingRows.rateShare.describe} (default: "50%")`)
    .option('--config <path>', 'read only this configuration file')
    .option('--no-config', 'read no configuration file');
}
