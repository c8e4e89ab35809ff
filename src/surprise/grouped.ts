/** Numbers from 0 on, sorted into groups. */
export interface Grouped {
  /** The numbers of one group behind those of another; each group ascending. */
  readonly members: Int32Array;
  /** Where the numbers of each group begin, which is where those of the one before end; one more than there are groups. */
  readonly starts: Int32Array;
}

/** Sorts the numbers below `size` into so many groups; `groupOf` gives the group of each, -1 if it is left out. */
export function grouped(
  size: number,
  groups: number,
  groupOf: (number: number) => number,
): Grouped {
  // Where each group begins stands one place too far until its numbers are there, each of which moves it on.
  const ends = new Int32Array(groups + 2);
  for (let number = 0; number < size; number++) {
    const group = groupOf(number);
    if (group >= 0) ends[group + 2] = (ends[group + 2] as number) + 1;
  }
  for (let group = 2; group < ends.length; group++) {
    ends[group] = (ends[group] as number) + (ends[group - 1] as number);
  }
  const members = new Int32Array(ends[groups + 1] as number);
  for (let number = 0; number < size; number++) {
    const group = groupOf(number);
    if (group < 0) continue;
    const place = ends[group + 1] as number;
    members[place] = number;
    ends[group + 1] = place + 1;
  }
  return { members, starts: ends.subarray(0, groups + 1) };
}
