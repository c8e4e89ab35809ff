type Typed = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A row of numbers that grows; it lives outside the JavaScript heap. */
export interface Growable<A extends Typed> {
  push(value: number): void;
  get(index: number): number;
  readonly length: number;
  /** The numbers themselves; valid until the next push. */
  view(): A;
}

/** Makes an empty row of the array type's numbers. */
export function createGrowable<A extends Typed>(type: new (length: number) => A): Growable<A> {
  let array = new type(1024);
  let length = 0;
  return {
    push(value) {
      if (length === array.length) {
        const larger = new type(length * 2);
        larger.set(array);
        array = larger;
      }
      array[length++] = value;
    },
    get: (index) => array[index] as number,
    get length() {
      return length;
    },
    view: () => array.subarray(0, length) as A,
  };
}

/**
 * A row of small numbers that takes one byte each for as long as they fit, then two, then four. Most
 * fields of a log have few different values.
 */
export function createCompactRow(): Pick<Growable<Uint32Array>, 'push' | 'get' | 'length'> {
  let row: Growable<Uint8Array> | Growable<Uint16Array> | Growable<Uint32Array> =
    createGrowable(Uint8Array);
  let limit = 0xff;
  const widen = (value: number): void => {
    const wider = value > 0xffff ? createGrowable(Uint32Array) : createGrowable(Uint16Array);
    for (let index = 0; index < row.length; index++) wider.push(row.get(index));
    row = wider;
    limit = value > 0xffff ? 0xffffffff : 0xffff;
  };
  return {
    push(value) {
      if (value > limit) widen(value);
      row.push(value);
    },
    get: (index) => row.get(index),
    get length() {
      return row.length;
    },
  };
}
