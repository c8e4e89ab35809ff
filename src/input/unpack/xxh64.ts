/** A sum over bytes that come in parts. */
export interface Xxh64 {
  readonly update: (bytes: Uint8Array) => void;
  /** The low 32 bits of the sum of all bytes so far, which is what Zstandard keeps of it. */
  readonly low: () => number;
}

/** One 64-bit number as two of 32: what the last operation gave. BigInt would be thirty times slower. */
let high = 0;
let low = 0;

/** The primes of XXH64, high half and low half. */
const p1 = [0x9e3779b1, 0x85ebca87] as const;
const p2 = [0xc2b2ae3d, 0x27d4eb4f] as const;
const p3 = [0x165667b1, 0x9e3779f9] as const;
const p4 = [0x85ebca77, 0xc2b2ae63] as const;
const p5 = [0x27d4eb2f, 0x165667c5] as const;
type Constant = readonly [high: number, low: number];

const stripe = 32;

/** Starts a sum by XXH64 with the seed 0 (xxHash specification, section "XXH64 algorithm"). */
export function createXxh64(): Xxh64 {
  const lanes = startingLanes();
  const rest = new Uint8Array(stripe);
  let waiting = 0;
  let total = 0;
  return {
    update: (bytes) => {
      total += bytes.length;
      let at = 0;
      if (waiting > 0) {
        at = Math.min(stripe - waiting, bytes.length);
        rest.set(bytes.subarray(0, at), waiting);
        waiting += at;
        if (waiting < stripe) return;
        consume(lanes, rest, 0);
      }
      for (; at + stripe <= bytes.length; at += stripe) consume(lanes, bytes, at);
      rest.set(bytes.subarray(at));
      waiting = bytes.length - at;
    },
    low: () => finish(lanes, rest.subarray(0, waiting), total),
  };
}

/** Four numbers, each as high and low half. */
function startingLanes(): Int32Array {
  const lanes = new Int32Array(8);
  set(p1[0], p1[1]);
  add(p2[0], p2[1]);
  store(lanes, 0);
  set(p2[0], p2[1]);
  store(lanes, 1);
  set(~p1[0], ~p1[1]);
  add(0, 1);
  store(lanes, 3);
  return lanes;
}

function consume(lanes: Int32Array, bytes: Uint8Array, from: number): void {
  for (let lane = 0; lane < 4; lane++) {
    const at = from + lane * 8;
    mix(
      lanes[lane * 2] as number,
      lanes[lane * 2 + 1] as number,
      word(bytes, at + 4),
      word(bytes, at),
    );
    store(lanes, lane);
  }
}

/** One round: a lane, and eight bytes more. */
function mix(laneHigh: number, laneLow: number, inputHigh: number, inputLow: number): void {
  set(inputHigh, inputLow);
  multiply(p2);
  add(laneHigh, laneLow);
  rotate(31);
  multiply(p1);
}

function finish(lanes: Int32Array, rest: Uint8Array, total: number): number {
  if (total >= stripe) converge(lanes);
  else set(p5[0], p5[1]);
  add(Math.floor(total / 2 ** 32), total | 0);
  let at = 0;
  for (; at + 8 <= rest.length; at += 8) {
    const [h, l] = [high, low];
    mix(0, 0, word(rest, at + 4), word(rest, at));
    exclusiveOr(h, l);
    rotate(27);
    multiply(p1);
    add(p4[0], p4[1]);
  }
  if (at + 4 <= rest.length) {
    const [h, l] = [high, low];
    set(0, word(rest, at));
    multiply(p1);
    exclusiveOr(h, l);
    rotate(23);
    multiply(p2);
    add(p3[0], p3[1]);
    at += 4;
  }
  for (; at < rest.length; at++) {
    const [h, l] = [high, low];
    set(0, rest[at] as number);
    multiply(p5);
    exclusiveOr(h, l);
    rotate(11);
    multiply(p1);
  }
  avalanche();
  return low >>> 0;
}

function converge(lanes: Int32Array): void {
  let [h, l] = [0, 0];
  for (const [lane, bits] of [1, 7, 12, 18].entries()) {
    load(lanes, lane);
    rotate(bits);
    add(h, l);
    [h, l] = [high, low];
  }
  for (let lane = 0; lane < 4; lane++) {
    mix(0, 0, lanes[lane * 2] as number, lanes[lane * 2 + 1] as number);
    exclusiveOr(h, l);
    multiply(p1);
    add(p4[0], p4[1]);
    [h, l] = [high, low];
  }
}

function avalanche(): void {
  exclusiveOr(0, high >>> 1);
  multiply(p2);
  exclusiveOr(high >>> 29, (high << 3) | (low >>> 29));
  multiply(p3);
  exclusiveOr(0, high);
}

function word(bytes: Uint8Array, at: number): number {
  const low16 = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  return low16 | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
}

function set(h: number, l: number): void {
  high = h | 0;
  low = l | 0;
}

function load(lanes: Int32Array, lane: number): void {
  set(lanes[lane * 2] as number, lanes[lane * 2 + 1] as number);
}

function store(lanes: Int32Array, lane: number): void {
  lanes[lane * 2] = high;
  lanes[lane * 2 + 1] = low;
}

function add(h: number, l: number): void {
  const sum = (low >>> 0) + (l >>> 0);
  high = (high + h + (sum > 0xffffffff ? 1 : 0)) | 0;
  low = sum | 0;
}

function exclusiveOr(h: number, l: number): void {
  high ^= h;
  low ^= l;
}

function rotate(bits: number): void {
  const h = high;
  const l = low;
  high = (h << bits) | (l >>> (32 - bits));
  low = (l << bits) | (h >>> (32 - bits));
}

/** By a constant, modulo 2 to the 64; the low halves are multiplied in parts of 16 bits, which stay exact. */
function multiply(by: Constant): void {
  const h = by[0];
  const l = by[1];
  const a0 = low & 0xffff;
  const a1 = low >>> 16;
  const b0 = l & 0xffff;
  const b1 = l >>> 16;
  const first = a0 * b0;
  const second = a1 * b0 + (first >>> 16);
  const third = a0 * b1 + (second & 0xffff);
  const carry = a1 * b1 + (second >>> 16) + (third >>> 16);
  high = (carry + Math.imul(high, l) + Math.imul(low, h)) | 0;
  low = (third << 16) | (first & 0xffff);
}
