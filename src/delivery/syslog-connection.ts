import { connect as connectPlain, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { type Message, tell } from '../language/message.ts';
import { OktaError } from '../okta/http/okta-error.ts';
import { troubleOf } from '../okta/http/transport.ts';
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
    let stage: Stage = 'delivery.noConnection';
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
    const again = (reason: Message, counts = false): void => end({ kind: 'again', reason, counts });
    const abort = (): void => {
      cancel();
      socket.destroy();
      fail(signal.reason);
    };
    const wait = (what: Stage): void => {
      stage = what;
      cancel();
      cancel = world.after(patience, () => again(silence(stage), isClosing));
    };
    signal.addEventListener('abort', abort, { once: true });
    wait(stage);
    socket.on('error', (error: NodeJS.ErrnoException) => again(reasonOf(error)));
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      wait('delivery.notTaken');
      socket.resume(); // What it says is of no use, but its end must be seen.
      socket.write(Buffer.concat(frames), () => {
        cancel();
        cancel = world.after(doubt, () => {
          isClosing = true;
          wait('delivery.notClosed');
          socket.end();
        });
      });
    });
    socket.once('end', () => {
      if (!isClosing) again(tell('delivery.closedEarly'));
    });
    socket.once('close', (isBroken) => {
      if (isBroken || !isClosing) again(tell('delivery.broken'));
      else end(accepted);
    });
  });
}

/** What a receiver is waited for. */
type Stage = 'delivery.noConnection' | 'delivery.notTaken' | 'delivery.notClosed';

function silence(stage: Stage): Message {
  return tell('delivery.silent', { stage: tell(stage), seconds: patience / 1_000 });
}

function isName(host: string): boolean {
  return !/^[\d.]+$|:/.test(host);
}

/** Why a connection failed; of a certificate, with what can be done about it. */
function reasonOf(error: unknown): Message {
  const trouble = troubleOf(error);
  if (!(trouble instanceof OktaError)) return trouble.told;
  return tell('delivery.advised', { reason: trouble.told, advice: trouble.toldAdvice });
}
