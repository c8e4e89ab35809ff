import { setFlagsFromString } from 'node:v8';

/**
 * How V8 runs the program. A scan goes once through much code, so that compiling took as long as a third of all; and its
 * heap is garbage for the most part, of which V8 lets a multiple pile up before it looks.
 */
export const v8Flags = [
  // A third of the usual is copied into each compiled function: compiling takes three fifths, running the same.
  '--max-inlined-bytecode-size=200',
  '--max-inlined-bytecode-size-cumulative=300',
  // The heap grows by a fifth before garbage is collected again.
  '--heap-growing-percent=20',
];

/** Sets the flags; before anything is compiled, since V8 refuses code that was kept under others. */
export function setV8Flags() {
  for (const flag of v8Flags) setFlagsFromString(flag);
}
