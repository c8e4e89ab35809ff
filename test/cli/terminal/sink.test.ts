import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { asideSink, streamSink } from '../../../src/cli/terminal/sink.ts';

/** A reader that takes a text only when told so. */
function slowStream() {
  const waiting: (() => void)[] = [];
  const stream = new Writable({ write: (_chunk, _encoding, done) => void waiting.push(done) });
  return { stream, waiting };
}

function failing(code: string): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
  });
}

describe('a stream as a sink', () => {
  test('makes the writer wait for a slow reader', async () => {
    const { stream, waiting } = slowStream();
    let isWritten = false;
    const written = streamSink(stream, 'it')
      .write('text')
      .then(() => {
        isWritten = true;
      });
    await Promise.resolve();
    expect(isWritten).toBe(false);
    waiting[0]?.();
    await written;
    expect(isWritten).toBe(true);
  });

  test.each(['EPIPE', 'ECONNRESET'])('tells by %s that the reader is gone', async (code) => {
    const sink = streamSink(failing(code), 'it');
    const gone = expect.objectContaining({ exitCode: 141 });
    await expect(sink.write('text')).rejects.toEqual(gone);
    await expect(sink.write('more')).rejects.toEqual(gone);
    await sink.write('');
    await sink.finish();
  });

  test('reports a full disk, and again whatever is written after that', async () => {
    const sink = streamSink(failing('ENOSPC'), 'standard output');
    const full = expect.objectContaining({
      exitCode: 3,
      message: 'cannot write to standard output: no space left on the device',
    });
    await expect(sink.write('text')).rejects.toEqual(full);
    await expect(sink.write('more')).rejects.toEqual(full);
  });

  test('writes nothing for an empty text', async () => {
    await streamSink(failing('ENOSPC'), 'it').write('');
  });
});

describe('standard error', () => {
  test.each(['EPIPE', 'ENOSPC'])('that fails with %s changes nothing', async (code) => {
    const sink = asideSink(failing(code));
    await sink.write('text');
    await sink.write('more');
  });

  test('gets what is written', async () => {
    const texts: string[] = [];
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        texts.push(String(chunk));
        done();
      },
    });
    await asideSink(stream).write('text');
    expect(texts).toEqual(['text']);
  });
});
