const {
  cachedDataVersionTag,
  getHeapSpaceStatistics,
  getHeapStatistics,
  setFlagsFromString,
} = require('node:v8');

/** How much larger the room for new objects is made at once. */
const growth = '--semi-space-growth-factor=8';

/** Whether V8 counts how long a function ran in bytes, as it does in Node 20; later it counts calls, and knows no such flag. */
const countsBytes = Number.parseInt(process.versions.v8, 10) < 12;

/**
 * How V8 runs the program. A scan goes once through much code, so that compiling took as long as a third of all; and its
 * heap is garbage for the most part, of which V8 lets a multiple pile up before it looks.
 */
const v8Flags = [
  // A third of the usual is copied into each compiled function: compiling takes three fifths, running the same.
  '--max-inlined-bytecode-size=200',
  '--max-inlined-bytecode-size-cumulative=300',
  // The room for new objects grows to its size at once: a short run is over before it has to be cleared again.
  growth,
  // A function is optimized when it ran four times as long as usual: V8 knows by then what it is given, and optimizes fewer twice.
  ...(countsBytes ? ['--interrupt-budget=264000'] : []),
];

/** Sets the flags; before anything is compiled, since V8 refuses code that was kept under others. */
function setV8Flags() {
  for (const flag of v8Flags) setFlagsFromString(flag);
}

/**
 * What V8 is told for a while. It refuses code that was kept under other flags than its own, so with each stands what
 * takes it back.
 */
const young = { now: '--no-opt', usual: '--opt' };
/** The room for new objects grows no more. How large it may be can only be said on the command line; by how much it grows, at any time. */
const bounded = { now: '--semi-space-growth-factor=1', usual: growth };
/** The heap grows by a fifth before garbage is collected again, in place of a multiple. */
const sparing = { now: '--heap-growing-percent=20', usual: '--heap-growing-percent=0' };

const passingFlags = [young, bounded, sparing];

/** The flags that are told so at the moment. */
const passing = new Set();

function begin(flag) {
  passing.add(flag);
  setFlagsFromString(flag.now);
}

function end(flag) {
  passing.delete(flag);
  setFlagsFromString(flag.usual);
}

/** Does something under the flags of the program alone, such as compiling. */
function undisturbed(act) {
  const flags = [...passing];
  for (const flag of flags) end(flag);
  try {
    return act();
  } finally {
    for (const flag of flags) begin(flag);
  }
}

/** What tells apart code that V8 takes from code that it refuses, flags told on the command line included. */
const codeTag = () => undisturbed(() => cachedDataVersionTag().toString(16));

/** So long is a run young, in milliseconds, and until it next rests: a scan of one event is over by then. */
const youth = 60;

/** Has nothing optimized until the run has taken a while. */
function optimizeLater() {
  begin(young);
  setTimeout(end, youth, young).unref();
}

/**
 * The room for new objects, in bytes, both halves together: in twice as much, which is what V8 takes, a scan is no faster.
 */
const newSpace = 16 * 1024 ** 2;

/** Milliseconds. */
const lookEvery = 20;

/** A smaller heap than this, in bytes, may be garbage for the most part: a short run ends before it pays to clear that. */
const smallHeap = 64 * 1024 ** 2;

/** Lets the room for new objects grow no further than it is of use, and the heap not to a multiple of what is alive. */
function boundHeap() {
  const due = [
    { flag: bounded, isDue: () => sizeOfNewSpace() >= newSpace },
    { flag: sparing, isDue: () => getHeapStatistics().total_heap_size >= smallHeap },
  ];
  const timer = setInterval(() => {
    for (const { flag, isDue } of due) if (!passing.has(flag) && isDue()) begin(flag);
    if (due.every(({ flag }) => passing.has(flag))) clearInterval(timer);
  }, lookEvery);
  timer.unref();
}

function sizeOfNewSpace() {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  return space?.space_size ?? newSpace;
}

/** Takes back, for the whole process, what it was told for a while: a run with threads is a long one, and each has its own heap. */
function endPassing() {
  for (const { usual } of passingFlags) setFlagsFromString(usual);
  begin(sparing);
}

module.exports = {
  boundHeap,
  codeTag,
  endPassing,
  optimizeLater,
  passingFlags,
  setV8Flags,
  undisturbed,
  v8Flags,
};
