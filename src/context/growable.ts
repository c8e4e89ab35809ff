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
  let array: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(1024);
  let limit = 0xff;
  let length = 0;
  const copyTo = <A extends typeof array>(larger: A): void => {
    larger.set(array);
    array = larger;
  };
  const grow = (): void => {
    const size = length * 2;
    if (limit === 0xff) copyTo(new Uint8Array(size));
    else copyTo(limit === 0xffff ? new Uint16Array(size) : new Uint32Array(size));
  };
  const widen = (value: number): void => {
    limit = value > 0xffff ? 0xffffffff : 0xffff;
    copyTo(limit === 0xffff ? new Uint16Array(array.length) : new Uint32Array(array.length));
  };
  return {
    push(value) {
      if (value > limit) widen(value);
      if (length === array.length) grow();
      array[length++] = value;
    },
    get: (index) => array[index] as number,
    get length() {
      return length;
    },
  };
}
