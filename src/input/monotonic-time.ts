/**
 * Milliseconds since some moment, whatever is done to the clock of the machine. As `performance.now()`, for which Node
 * first loads its tools for measuring.
 */
export function monotonicTime(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
