import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { processIo, type Signal } from '../../../src/cli/terminal/io.ts';

/** A process of a platform, as far as signals are concerned. */
const host = (platform: string) =>
  Object.assign(new EventEmitter(), { platform, env: {} }) as unknown as NodeJS.Process;

describe('signals', () => {
  test.each([
    ['linux', ['SIGINT', 'SIGTERM', 'SIGHUP'], ['SIGINT', 'SIGTERM', 'SIGHUP']],
    ['darwin', ['SIGHUP'], ['SIGHUP']],
    // Ctrl-C, Ctrl-Break, and a window that is closed.
    ['win32', ['SIGINT', 'SIGBREAK', 'SIGHUP'], ['SIGINT', 'SIGINT', 'SIGHUP']],
  ])('on %s: %j', (platform, sent, heard) => {
    const process = host(platform);
    const got: Signal[] = [];
    const release = processIo(process).onSignal((signal) => got.push(signal));
    for (const signal of sent) process.emit(signal as NodeJS.Signals, signal as NodeJS.Signals);
    expect(got).toEqual(heard);
    release();
    expect(process.eventNames()).toEqual([]);
  });
});
