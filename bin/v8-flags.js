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

/** So long does a run take, in milliseconds, before V8 begins to optimize: what is over sooner gains nothing by it. */
const patience = 300;

/** Has nothing optimized until a run has taken a while. */
function optimizeLater() {
  let isLater = false;
  setTimeout(() => {
    isLater = true;
    setFlagsFromString('--opt');
  }, patience).unref();
  setFlagsFromString('--no-opt');
  return {
    /** Does something under the flags of the program alone, such as compiling: V8 refuses code that was kept under others. */
    under(compile) {
      if (isLater) return compile();
      setFlagsFromString('--opt');
      try {
        return compile();
      } finally {
        setFlagsFromString('--no-opt');
      }
    },
  };
}

module.exports = { optimizeLater, setV8Flags, v8Flags };
