import { describe, expect, test } from 'vitest';
import { type ColorChoice, isColored } from '../../../src/cli/terminal/color.ts';

const cases: readonly [ColorChoice, Record<string, string>, terminal: boolean, colored: boolean][] =
  [
    ['auto', {}, true, true],
    ['auto', {}, false, false],
    ['auto', { TERM: 'dumb' }, true, false],
    ['auto', { TERM: 'xterm-256color' }, true, true],
    ['auto', { NO_COLOR: '1' }, true, false],
    ['auto', { NO_COLOR: '' }, true, true],
    ['auto', { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, true, false],
    ['auto', { CLICOLOR_FORCE: '1' }, false, true],
    ['auto', { CLICOLOR_FORCE: '0' }, false, false],
    ['auto', { CLICOLOR_FORCE: '' }, false, false],
    ['auto', { CLICOLOR_FORCE: '1', TERM: 'dumb' }, false, true],
    ['auto', { FORCE_COLOR: '1' }, false, true],
    ['auto', { FORCE_COLOR: '' }, false, true],
    ['auto', { FORCE_COLOR: '0' }, true, false],
    ['auto', { FORCE_COLOR: 'false' }, true, false],
    ['auto', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['auto', { FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }, true, false],
    ['auto', { CLICOLOR: '0' }, true, false],
    ['auto', { CLICOLOR: '1' }, true, true],
    ['auto', { CLICOLOR: '1' }, false, false],
    ['auto', { CLICOLOR: '0', CLICOLOR_FORCE: '1' }, true, true],
    ['always', { NO_COLOR: '1', FORCE_COLOR: '0', TERM: 'dumb' }, false, true],
    ['never', { FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }, true, false],
  ];

describe('whether a report is coloured', () => {
  test.each(cases)('--color %s, %j, terminal %s: %s', (choice, env, isTerminal, colored) => {
    expect(isColored(choice, env, isTerminal)).toBe(colored);
  });
});
