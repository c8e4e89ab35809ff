import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

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

/**
 * The room for new objects, in bytes, both halves together: V8 would make it four times as large, which spares a
 * twenty-fifth of the time. How large it is at most can only be said on the command line; by how much it grows, at any time.
 */
const newSpace = 8 * 1024 ** 2;
export const stopGrowing = '--semi-space-growth-factor=1';

/** Milliseconds. */
const lookEvery = 10;

/** Sets the flags; before anything is compiled, since V8 refuses code that was kept under others. */
export function setV8Flags() {
  for (const flag of v8Flags) setFlagsFromString(flag);
  const timer = setInterval(() => {
    if (sizeOfNewSpace() < newSpace) return;
    clearInterval(timer);
    setFlagsFromString(stopGrowing);
  }, lookEvery);
  timer.unref();
}

function sizeOfNewSpace() {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  return space?.space_size ?? newSpace;
}
