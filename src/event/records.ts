/**
 * The records of a log, one by one or in batches. Each step over an asynchronous boundary takes several turns of the
 * queue, so whoever goes through millions takes batches. A log is gone through once, in one of the two ways.
 */
export interface Records<T> extends AsyncIterable<T> {
  readonly batches: Batches<T>;
}

/** Records, many at a time; a batch has to be gone through before the next one is asked for. */
export type Batches<T> = AsyncIterable<Iterable<T>>;

/** The records of some batches. */
export function recordsIn<T>(batches: Batches<T>): Records<T> {
  return { batches, [Symbol.asyncIterator]: () => oneByOne(batches) };
}

/** Records one by one, whoever has them in batches. */
export async function* oneByOne<T>(batches: Batches<T>): AsyncGenerator<T, void> {
  for await (const batch of batches) {
    for (const record of batch) yield record;
  }
}

/** Records in batches, if they come so; what comes one by one is a batch each. */
export function batchesOf<T>(records: AsyncIterable<T> | Iterable<T>): Batches<T> {
  if (Symbol.iterator in records) return single(records);
  return 'batches' in records ? (records as Records<T>).batches : ofOne(records);
}

async function* single<T>(batch: Iterable<T>): AsyncGenerator<Iterable<T>> {
  yield batch;
}

async function* ofOne<T>(records: AsyncIterable<T>): AsyncGenerator<Iterable<T>> {
  for await (const record of records) yield [record];
}
