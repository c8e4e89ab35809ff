import type { Accumulator } from './accumulator.ts';
import { createListed } from './counting.ts';
import { leastSimilarity, type Name, prepareName, similarity } from './similarity.ts';

/** The greatest likeness of the event's own names to any other. Values: numbers of texts. */
export function createSimilar(text: (id: number) => string): Accumulator {
  const names = new Map<number, Name>();
  const nameOf = (value: number): Name => {
    const known = names.get(value) ?? prepareName(text(value));
    names.set(value, known);
    return known;
  };
  let restsOn: number | undefined;
  const accumulator = createListed((values, own) => {
    let greatest = 0;
    restsOn = undefined;
    for (const value of own) {
      const name = nameOf(value);
      for (const other of values) {
        const alike =
          value === other ? 1 : similarity(name, nameOf(other), greatest || leastSimilarity);
        if (alike < 1 && alike > greatest) [greatest, restsOn] = [alike, other];
      }
    }
    return greatest;
  });
  return { ...accumulator, restsOn: () => restsOn };
}
