import { connect as connectPlain, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { World } from '../okta/http/world.ts';
import { accepted, type Delivery } from './delivery.ts';

/** Where a syslog receiver listens. */
export interface SyslogAddress {
  readonly host: string;
  readonly port: number;
  /** TLS as RFC 5425 has it; else TCP, which is for this machine alone. */
  readonly secure: boolean;
}

/** Milliseconds for a receiver to let us in, to take what is written, and to close when we do. */
const patience = 20_000;

/** Milliseconds in which a close shows that the receiver began before it got what was written. */
const doubt = 500;

/**
 * Writes frames over a connection of their own, in order, and closes it. Syslog knows no acknowledgement; but a receiver
 * closes its side in answer to our close (RFC 5425, 4.4), which it does after it has read all before that. So the frames
 * are accepted if it closes without an error, and otherwise all of them are to be sent again: what was written in part,
 * what may have been lost in a buffer, and what nobody can say anything of. `trust` names further authorities.
 */
export function writeFrames(
  { host, port, secure }: SyslogAddress,
  frames: readonly Buffer[],
  world: Pick<World, 'after'>,
  signal: AbortSignal,
  trust: ConnectionOptions = {},
): Promise<Delivery> {
  signal.throwIfAborted();
  return new Promise((done, fail) => {
    let stage = 'no connection within';
    let isClosing = false;
    let cancel = (): void => {};
    const socket: Socket = secure
      ? connectTls({ ...trust, host, port, ...(isName(host) && { servername: host }) })
      : connectPlain({ host, port });
    const end = (delivery: Delivery): void => {
      cancel();
      signal.removeEventListener('abort', abort);
      socket.destroy();
      done(delivery);
    };
    const again = (reason: string, counts = false): void => end({ kind: 'again', reason, counts });
    const abort = (): void => {
      cancel();
      socket.destroy();
      fail(signal.reason);
    };
    const wait = (what: string): void => {
      stage = what;
      cancel();
      cancel = world.after(patience, () => again(`${stage} ${patience / 1_000} s`, isClosing));
    };
    signal.addEventListener('abort', abort, { once: true });
    wait(stage);
    socket.on('error', (error: NodeJS.ErrnoException) => again(reasonOf(error)));
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      wait('nothing was taken within');
      socket.resume(); // What it says is of no use, but its end must be seen.
      socket.write(Buffer.concat(frames), () => {
        cancel();
        cancel = world.after(doubt, () => {
          isClosing = true;
          wait('the receiver did not close the connection, so it may not have read all, within');
          socket.end();
        });
      });
    });
    socket.once('end', () => {
      if (!isClosing) again('the receiver closed the connection, so it may not have read all');
    });
    socket.once('close', (isBroken) => {
      if (isBroken || !isClosing) again('connection closed before all was read');
      else end(accepted);
    });
  });
}

function isName(host: string): boolean {
  return !/^[\d.]+$|:/.test(host);
}

function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  return reasons[code] ?? message;
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'host not found (DNS)',
  EAI_AGAIN: 'DNS lookup failed for now',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  CERT_HAS_EXPIRED: 'the certificate of the host has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'the certificate of the host is self-signed; trust its CA: NODE_EXTRA_CA_CERTS=FILE',
  SELF_SIGNED_CERT_IN_CHAIN:
    'the certificate of the host is signed by an unknown authority; trust it: NODE_EXTRA_CA_CERTS=FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the certificate of the host is signed by an unknown authority; trust it: NODE_EXTRA_CA_CERTS=FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate of the host is signed by an unknown authority; trust it: NODE_EXTRA_CA_CERTS=FILE',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};
