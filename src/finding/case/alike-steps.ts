/** Steps that share so much of their letters say the same, in other words. */
const alike = 0.5;

/** A clause before the step itself that says when it is due: `If not, ...`. */
const condition =
  /^(?:if|unless|when|where|otherwise)\b[^,]*,\s*|^[^、。]*(?:場合|なければ)は?、/iu;

/** Letters that are compared together. */
const window = 3;

/**
 * The steps without those that say again what an earlier one says, whatever their conditions: at most `most`. Rules
 * about one attack advise nearly the same, and nobody reads a list of forty steps. The measure is the share of the
 * shorter text's runs of three letters that the longer one has too.
 */
export function withoutAlike(steps: readonly string[], most: number): string[] {
  const told: (readonly [step: string, runs: ReadonlySet<string>])[] = [];
  for (const step of steps) {
    if (told.length >= most) break;
    const runs = runsOf(step.replace(condition, ''));
    if (told.every(([, others]) => shareOf(runs, others) < alike)) told.push([step, runs]);
  }
  return told.map(([step]) => step);
}

function runsOf(text: string): ReadonlySet<string> {
  const letters = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const runs = new Set<string>([letters.slice(0, window)]);
  for (let at = 0; at + window <= letters.length; at++) runs.add(letters.slice(at, at + window));
  return runs;
}

function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const run of few) if (many.has(run)) shared++;
  return shared / few.size;
}
