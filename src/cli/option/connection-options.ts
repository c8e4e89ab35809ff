import type { Command } from 'commander';
import type { ConfigFlag } from '../config/config-layers.ts';
import type { SettingFlags } from '../config/settings.ts';
import { withDefault } from '../help/spoken-help.ts';
import type { Say } from './speech.ts';

/** The connection options as given. */
export type ConnectionFlags = SettingFlags & { readonly config?: ConfigFlag };

/** Adds the options shared by all commands that talk to an org. */
export function addConnection(say: Say, command: Command): void {
  command
    .optionsGroup(say('help.group.okta'))
    .option('--org <url>', say('help.setting.org'))
    .option('--custom-domain <host>', say('help.setting.customDomain'))
    .option('--token-file <path>', say('help.setting.tokenFile'))
    .option('--private-key-file <path>', say('help.setting.privateKeyFile'))
    .option('--client-id <id>', say('help.setting.clientId'))
    .option('--rate-share <percent>', withDefault(say, say('help.setting.rateShare'), '"50%"'))
    .option('--config <path>', say('help.option.config'))
    .option('--no-config', say('help.option.noConfig'));
}
