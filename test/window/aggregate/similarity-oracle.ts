/** Likeness of plain words: none of their letters has a twin. */
export function likenessOf(a: string, b: string): number {
  if (a.toLowerCase() === b.toLowerCase()) return 1;
  const alike = 1 - distance(a, b) / Math.max(a.length, b.length);
  return alike < 0.7 ? 0 : Math.min(0.99, alike);
}

const distances = new Map<string, number>();

function distance(a: string, b: string): number {
  const pair = `${a} ${b}`;
  const known = distances.get(pair) ?? measure(a, b);
  distances.set(pair, known);
  return known;
}

function measure(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const cost = a.at(-1) === b.at(-1) ? 0 : 1;
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    distance(x, y) + cost,
    distance(x, b) + 1,
    distance(a, y) + 1,
    swapped ? distance(a.slice(0, -2), b.slice(0, -2)) + 1 : Number.POSITIVE_INFINITY,
  );
}
