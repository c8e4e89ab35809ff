import { setFlagsFromString } from 'node:v8';

/**
 * How V8 runs this program. A scan goes once through much code, so that compiling took as long as a third of all; and its
 * heap is garbage for the most part, of which V8 lets a multiple pile up before it looks. Measured with `npm run bench:speed`.
 */
export const v8Flags: readonly string[] = [
  // Half as much is copied into each compiled function: compiling takes a half, running the same.
  '--max-inlined-bytecode-size=200',
  '--max-inlined-bytecode-size-cumulative=300',
  // The heap grows by a fifth before garbage is collected again.
  '--heap-growing-percent=20',
];

/** Sets the flags; to be called before much was done. */
export function setV8Flags(): void {
  for (const flag of v8Flags) setFlagsFromString(flag);
}
