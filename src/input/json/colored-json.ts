import type { Limits } from '../limits.ts';
import type { Decoder } from '../parsed-item.ts';
import { byte } from './byte.ts';
import { createScanner } from './json-scanner.ts';

const esc = 0x1b;

/** Text that begins with the colour of a terminal, as `jq -C` puts it around brackets, and then a bracket. */
const colored = /^(?:\xef\xbb\xbf)?\s*(?:\x1b\[[\d;]{0,20}[mK]\s*)+[{[]/;

/** Whether JSON begins in colours. */
export function isColored(head: Buffer): boolean {
  return colored.test(head.toString('latin1'));
}

/**
 * JSON with colours between its tokens. These become spaces, so that every place in the text stays the same;
 * in strings, where JSON has no such byte, they are left, and the record is damaged.
 */
export function createColoredReader(limits: Limits): Decoder {
  const scanner = createScanner(limits);
  const state: State = { within: 'text' };
  return {
    push: (chunk) => scanner.push(withoutColors(chunk, state)),
    end: () => scanner.end(),
    format: () => scanner.format(),
  };
}

interface State {
  within: 'text' | 'string' | 'escaped' | 'color';
}

function withoutColors(chunk: Uint8Array, state: State): Uint8Array {
  const bytes = Buffer.from(chunk);
  for (let at = 0; at < bytes.length; at++) {
    const value = bytes[at] as number;
    if (state.within === 'color') {
      if (value === byte.lineFeed || value === byte.quote) state.within = after[value] ?? 'text';
      else bytes[at] = byte.space;
      // Its last letter: m for a colour, K for the rest of the line.
      if (value === 0x6d || value === 0x4b) state.within = 'text';
    } else if (state.within === 'escaped') {
      state.within = 'string';
    } else if (state.within === 'string') {
      if (value === byte.backslash) state.within = 'escaped';
      // No string goes on over the end of a line.
      else if (value === byte.quote || value === byte.lineFeed) state.within = 'text';
    } else if (value === esc) {
      bytes[at] = byte.space;
      state.within = 'color';
    } else {
      state.within = after[value] ?? 'text';
    }
  }
  return bytes;
}

const after: Readonly<Record<number, State['within']>> = { [byte.quote]: 'string' };
