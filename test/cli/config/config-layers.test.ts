import { expect, test } from 'vitest';
import { ownFile } from '../../../src/cli/config/config-layers.ts';

test.each([
  ['linux', { HOME: '/home/ann' }, '/home/ann/.config/oktahunt/config.yaml'],
  ['linux', { HOME: '/home/ann', XDG_CONFIG_HOME: '/etc/ann' }, '/etc/ann/oktahunt/config.yaml'],
  ['linux', { HOME: '/home/ann', APPDATA: '/x' }, '/home/ann/.config/oktahunt/config.yaml'],
  ['darwin', { HOME: '/Users/ann' }, '/Users/ann/.config/oktahunt/config.yaml'],
  [
    'win32',
    { APPDATA: 'C:\\Users\\ann\\AppData\\Roaming' },
    'C:\\Users\\ann\\AppData\\Roaming\\oktahunt\\config.yaml',
  ],
  ['win32', { HOME: 'C:\\Users\\ann' }, 'C:\\Users\\ann\\.config\\oktahunt\\config.yaml'],
])('on %s with %j the own file is %s', (platform, env, file) => {
  expect(ownFile(env, platform)).toBe(file);
});
