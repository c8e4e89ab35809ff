import { type AddressInfo, createServer as createPlain, type Socket } from 'node:net';
import { createServer as createSecure } from 'node:tls';
import type { Certified } from '../okta/fake/certificate.ts';

/** A syslog message as RFC 5424 reads it. Written from its grammar, for tests alone. */
export interface SyslogRead {
  readonly facility: number;
  readonly severity: number;
  readonly time: string;
  readonly host: string;
  readonly app: string;
  readonly process: string;
  readonly type: string;
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly text: string;
}

/** Reads one message; throws where it leaves the grammar. */
export function readSyslog(bytes: Buffer): SyslogRead {
  const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const head =
    /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) /.exec(
      whole,
    );
  if (!head) throw new Error(`no header: ${whole.slice(0, 200)}`);
  const [all, priority, time = '', host = '', app = '', process = '', type = ''] = head;
  const number = Number(priority);
  if (number > 191 || String(number) !== priority) throw new Error(`priority ${priority}`);
  const { data, rest } = readData(whole.slice(all.length));
  if (rest !== '' && !rest.startsWith(' ')) throw new Error(`no space: ${rest.slice(0, 50)}`);
  const message = rest.slice(1);
  if (!message.startsWith('\ufeff')) throw new Error('no mark of UTF-8');
  const header = { time, host, app, process, type };
  return {
    facility: number >> 3,
    severity: number & 7,
    ...header,
    data,
    text: message.slice(1),
  };
}

function readData(text: string): { data: Record<string, Record<string, string>>; rest: string } {
  if (text.startsWith('-')) return { data: {}, rest: text.slice(1) };
  const data: Record<string, Record<string, string>> = {};
  let at = 0;
  while (text[at] === '[') {
    const id = /^\[([!#-<>-\\^-~]{1,32})/.exec(text.slice(at));
    if (!id) throw new Error(`no id: ${text.slice(at, at + 50)}`);
    at += id[0].length;
    const params: Record<string, string> = {};
    while (text[at] === ' ') {
      const param = /^ ([!#-<>-\\^-~]{1,32})="((?:[^"\\\]]|\\["\\\]])*)"/u.exec(text.slice(at));
      if (!param) throw new Error(`no parameter: ${text.slice(at, at + 50)}`);
      params[param[1] as string] = (param[2] as string).replace(/\\(["\\\]])/g, '$1');
      at += param[0].length;
    }
    if (text[at] !== ']') throw new Error(`no end: ${text.slice(at, at + 50)}`);
    at++;
    data[id[1] as string] = params;
  }
  return { data, rest: text.slice(at) };
}

/** Cuts a stream of octet-counted frames, however it comes in pieces. */
export function createFrameReader() {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push: (piece: Buffer): readonly Buffer[] => {
      rest = Buffer.concat([rest, piece]);
      const frames: Buffer[] = [];
      for (;;) {
        const space = rest.indexOf(0x20);
        if (space < 0) break;
        const digits = rest.subarray(0, space).toString('latin1');
        if (!/^[1-9]\d*$/.test(digits)) throw new Error(`no count: ${digits.slice(0, 20)}`);
        const end = space + 1 + Number(digits);
        if (rest.length < end) break;
        frames.push(rest.subarray(space + 1, end));
        rest = rest.subarray(end);
      }
      return frames;
    },
    /** Bytes of a frame that has not ended. */
    left: () => rest.length,
  };
}

/** What a receiver does with a connection. */
export type SyslogManner =
  | 'reads'
  | 'closes at once'
  | 'resets after a part'
  | 'closes after a part'
  | 'never closes';

export interface SyslogReceiver {
  readonly port: number;
  /** What it read to its end and would have stored, in order. */
  readonly read: readonly SyslogRead[];
  readonly connections: () => number;
  /** Bytes of messages that were cut off. */
  readonly cut: () => number;
  readonly close: () => Promise<void>;
}

/** A receiver on loopback, with TLS if it has a certificate; the n-th connection is treated in a manner. */
export async function startSyslogReceiver(
  certified: Certified | undefined,
  mannerOf: (connection: number) => SyslogManner = () => 'reads',
): Promise<SyslogReceiver> {
  const read: SyslogRead[] = [];
  const open = new Set<Socket>();
  let [connections, cut] = [0, 0];
  const serve = (socket: Socket): void => {
    const manner = mannerOf(connections++);
    const frames = createFrameReader();
    socket.on('error', () => {});
    socket.on('close', () => {
      cut += frames.left();
    });
    if (manner === 'closes at once') return void socket.end();
    if (manner === 'resets after a part' || manner === 'closes after a part') {
      socket.once('data', (piece: Buffer) => {
        for (const frame of frames.push(piece.subarray(0, -10))) read.push(readSyslog(frame));
        if (manner === 'resets after a part' && !certified) socket.resetAndDestroy();
        // Of a socket under TLS Node can only let go, which resets it since not all was read.
        else socket.destroy();
      });
      return;
    }
    socket.on('data', (piece: Buffer) => {
      for (const frame of frames.push(piece)) read.push(readSyslog(frame));
    });
    if (manner !== 'never closes') socket.on('end', () => socket.end());
  };
  const server = certified
    ? createSecure({ ...certified, allowHalfOpen: true }, serve)
    : createPlain({ allowHalfOpen: true }, serve);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    read,
    connections: () => connections,
    cut: () => cut,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}
