/** An IP address as four or sixteen bytes; an IPv4 address mapped into IPv6 has four. */
export type Address = readonly number[];

/** An address range: the addresses that begin with the same `length` bits. */
export interface Network {
  readonly base: Address;
  readonly length: number;
}

/** Parses an IPv4 or IPv6 address (RFC 4291, section 2.2); a zone index is cut. Undefined if it is none. */
export function parseAddress(text: string): Address | undefined {
  const bare = text.split('%', 1)[0] as string;
  const bytes = bare.includes(':') ? parseV6(bare) : parseV4(bare);
  if (bytes?.length !== 16) return bytes;
  const mapped =
    bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return mapped ? bytes.slice(12) : bytes;
}

/** Parses CIDR notation (RFC 4632), `203.0.113.0/24`; host bits are ignored. Undefined if it is none. */
export function parseNetwork(text: string): Network | undefined {
  const [, address = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const base = parseAddress(address);
  const length = Number(digits) - (base?.length === 4 && address.includes(':') ? 96 : 0);
  if (!base || digits === '' || length < 0 || length > base.length * 8) return undefined;
  return { base, length };
}

/** Whether the address lies in the network. IPv4 and IPv6 never meet. */
export function contains({ base, length }: Network, address: Address): boolean {
  if (base.length !== address.length) return false;
  const whole = length >> 3;
  for (let at = 0; at < whole; at++) if (base[at] !== address[at]) return false;
  const rest = length & 7;
  if (rest === 0) return true;
  const mask = 0xff << (8 - rest);
  return ((base[whole] as number) & mask) === ((address[whole] as number) & mask);
}

function parseV4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseV6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) =>
    half === '' ? [] : groups(half, index === halves.length - 1),
  );
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 16 ? head : undefined;
  if (!tail || head.length + tail.length > 14) return undefined;
  return [...head, ...Array<number>(16 - head.length - tail.length).fill(0), ...tail];
}

/** Bytes of groups between colons; the last of the address may be written as IPv4. */
function groups(text: string, last: boolean): number[] | undefined {
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const v4 = last && index === parts.length - 1 ? parseV4(part) : undefined;
    if (v4) {
      bytes.push(...v4);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      const value = Number.parseInt(part, 16);
      bytes.push(value >> 8, value & 255);
    } else {
      return undefined;
    }
  }
  return bytes;
}
