import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { type Output, processIo, type Signal, withStderr } from '../../../src/cli/terminal/io.ts';

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

describe('streams', () => {
  test('each is opened when it is asked for', () => {
    const opened: string[] = [];
    const streams = ['stdin', 'stdout', 'stderr'].map((name) => [
      name,
      { get: () => opened.push(name) },
    ]);
    const process = Object.defineProperties({ env: {} }, Object.fromEntries(streams));
    const io = withStderr(processIo(process as NodeJS.Process), () => ({}) as Output);
    expect(opened).toEqual([]);
    expect([io.stderr, io.stdin]).toEqual([{}, 1]);
    expect(opened).toEqual(['stdin']);
  });
});
