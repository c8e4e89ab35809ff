import { contains, type Network, parseAddress, parseNetwork } from '../rule/detection/network.ts';

/** Prepares the question whether an address, however it is written, is one of some addresses or in one of some networks. */
export function addressTest(wanted: readonly string[]): (ip: string) => boolean {
  const texts = new Set(wanted);
  const networks = wanted.flatMap((text): Network[] => {
    const network = parseNetwork(text);
    if (network) return [network];
    const base = parseAddress(text);
    return base ? [{ base, length: base.length * 8 }] : [];
  });
  return (ip) => {
    if (texts.has(ip)) return true;
    const address = parseAddress(ip);
    return address !== undefined && networks.some((network) => contains(network, address));
  };
}
