import { isIP, isIPv4 } from 'node:net';
import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';

/** Where a watch answers about its health: a port of an address, or a socket in the file system. */
export type HealthAddress =
  | { readonly kind: 'port'; readonly host: string; readonly port: number }
  | { readonly kind: 'socket'; readonly path: string };

const hostAndPort = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/i;

/** An address as it is written: `127.0.0.1:9464`, `[::1]:9464`, `localhost:9464`; undefined if it is none. */
export function portOf(text: string): HealthAddress | undefined {
  const [, name, digits] = hostAndPort.exec(text) ?? [];
  if (name === undefined || digits === undefined || Number(digits) > 65_535) return undefined;
  return { kind: 'port', host: name.replace(/^\[|\]$/g, ''), port: Number(digits) };
}

/** The address of `--health`; a path is that of a socket. Anything else is misuse. */
export function parseHealthAddress(text: string): HealthAddress {
  const address = portOf(text);
  if (address) return address;
  if (text.includes('/')) return { kind: 'socket', path: text };
  throw misuse(tell('health.noAddress', { text }), tell('health.addressForms'));
}

/** Refuses an address that other machines reach, unless it is said by which names they may ask. */
export function checkReach(address: HealthAddress, hosts: readonly string[]): void {
  if (address.kind === 'socket' || hosts.length > 0 || isLoopback(address.host)) return;
  throw misuse(
    tell('health.beyondMachine', { address: addressText(address) }),
    tell('health.loopbackOrHosts', { port: String(address.port) }),
  );
}

/** As it is written. */
export function addressText(address: HealthAddress): string {
  if (address.kind === 'socket') return address.path;
  const { host, port } = address;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether only this machine reaches a host. */
export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.');
  return host === '::1' || host.toLowerCase() === 'localhost';
}

/**
 * Whether a request by this `Host` header may be answered. A page of a stranger can have its own name lead to this
 * machine (DNS rebinding), but it cannot have an address for its name; so what counts are addresses, `localhost` and
 * the names that were given.
 */
export function isExpectedHost(header: string | undefined, hosts: readonly string[]): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(header ?? '')?.[1]?.toLowerCase() ?? '';
  if (isIP(name.replace(/^\[|\]$/g, '')) > 0 || name === 'localhost') return true;
  return hosts.some((host) => host.toLowerCase() === name);
}
