import { tell } from '../../language/message.ts';
import { parseAddress, parseNetwork } from '../../rule/detection/network.ts';
import { misuse } from '../failure.ts';

/** Refuses what is neither an address nor a network. */
export function checkAddress(text: string): void {
  if (parseAddress(text) || parseNetwork(text)) return;
  throw misuse(tell('misuse.noAddress', { text }), tell('misuse.giveAddress'));
}
