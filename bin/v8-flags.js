const { setFlagsFromString } = require('node:v8');

/**
 * How V8 runs the program. A scan goes once through much code, so that compiling took as long as a third of all; and its
 * heap is garbage for the most part, of which V8 lets a multiple pile up before it looks.
 */
const v8Flags = [
  // A third of the usual is copied into each compiled function: compiling takes three fifths, running the same.
  '--max-inlined-bytecode-size=200',
  '--max-inlined-bytecode-size-cumulative=300',
  // The room for new objects grows to its full size at once: a short run is over before it has to be cleared again.
  '--semi-space-growth-factor=16',
  // The heap grows by a fifth before garbage is collected again.
  '--heap-growing-percent=20',
];

/** Sets the flags; before anything is compiled, since V8 refuses code that was kept under others. */
function setV8Flags() {
  for (const flag of v8Flags) setFlagsFromString(flag);
}

/** What V8 is told while a run is young, and what it does otherwise. */
const young = '--no-opt';
const grown = '--opt';

/** So long is a run young, in milliseconds: what is over sooner gains nothing by optimizing. */
const youth = 300;

/**
 * Has nothing optimized until the run has taken a while. Gives what does something under the flags of the program alone,
 * such as compiling: V8 refuses code that was kept under others.
 */
function optimizeLater() {
  let isYoung = true;
  const end = () => {
    isYoung = false;
    setFlagsFromString(grown);
  };
  setFlagsFromString(young);
  setTimeout(end, youth).unref();
  return (act) => {
    if (!isYoung) return act();
    setFlagsFromString(grown);
    try {
      return act();
    } finally {
      setFlagsFromString(young);
    }
  };
}

/** Ends the youth of the process, for whatever is done next: a run with threads is a long one. */
function optimizeNow(act) {
  setFlagsFromString(grown);
  return act();
}

module.exports = { grown, optimizeLater, optimizeNow, setV8Flags, v8Flags, young };
