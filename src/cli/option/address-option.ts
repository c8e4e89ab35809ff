import { parseAddress, parseNetwork } from '../../rule/detection/network.ts';
import { misuse } from '../failure.ts';

/** Refuses what is neither an address nor a network. */
export function checkAddress(text: string): void {
  if (parseAddress(text) || parseNetwork(text)) return;
  throw misuse(
    `--ip '${text}' is no address`,
    'give an address or a network: 203.0.113.9, 203.0.113.0/24, 2001:db8::/32',
  );
}
