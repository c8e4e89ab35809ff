import type { Encoding } from '../expression.ts';

/**
 * The ways in which a text may be written once it is encoded: one, or three for `base64offset`, for
 * the three places at which bytes can begin in base64. Undefined if the text is too short to leave a
 * trace at each of them. Bytes that are not encoded further are one character each.
 */
export function encode(text: string, encodings: readonly Encoding[]): string[] | undefined {
  let bytes: Uint8Array = new TextEncoder().encode(text);
  for (const encoding of encodings) {
    if (encoding === 'base64') return [base64(bytes)];
    if (encoding === 'base64offset') {
      const pieces = [0, 1, 2].map((shift) => pieceAt(bytes, shift));
      return pieces.includes('') ? undefined : pieces;
    }
    bytes = utf16(text, encoding);
  }
  return [binary(bytes)];
}

function utf16(text: string, encoding: Exclude<Encoding, 'base64' | 'base64offset'>): Uint8Array {
  const marked = encoding === 'utf16' ? `\ufeff${text}` : text;
  const view = new DataView(new ArrayBuffer(marked.length * 2));
  for (let at = 0; at < marked.length; at++) {
    view.setUint16(at * 2, marked.charCodeAt(at), encoding !== 'utf16be');
  }
  return new Uint8Array(view.buffer);
}

/**
 * What base64 shows of bytes that begin `shift` bytes after a group of three: without the characters
 * that also hold bits of a neighbour.
 */
function pieceAt(bytes: Uint8Array, shift: number): string {
  const padded = new Uint8Array(shift + bytes.length);
  padded.set(bytes, shift);
  const written = base64(padded);
  const start = [0, 2, 3][shift] as number;
  const cut = [0, 3, 2][padded.length % 3] as number;
  return written.slice(start, Math.max(start, written.length - cut));
}

function base64(bytes: Uint8Array): string {
  return btoa(binary(bytes));
}

function binary(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
