/** The same numbers, and room for `by` times as many, or for `least`. */
export function grownNumbers(numbers: Int32Array, least: number, by = 2): Int32Array<ArrayBuffer> {
  const more = new Int32Array(Math.max(least, Math.floor(numbers.length * by)));
  more.set(numbers);
  return more;
}
