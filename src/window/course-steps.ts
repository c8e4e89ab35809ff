/** A number of many keys as time goes on: steps of one key after the other, in arrays that all share. */
export interface CourseSteps {
  /** How many steps there are. */
  readonly length: number;
  /** Begins the steps of a key; gives its place. */
  begin(): number;
  /** From a time on, later than that of the step before, the number, of 16 bits; and what it is without what comes at that time. */
  add(time: number, number: number, before: number): void;
  /** Takes back the key that was begun last. */
  drop(): void;
  /** The number of the key at a place, with what comes at that time or without. Asked for in order of time it takes no search. */
  at(place: number, time: number, isWith: boolean): number;
}

const leastRoom = 64;

/** Makes steps of no key. */
export function createCourseSteps(): CourseSteps {
  let times = new Float64Array(leastRoom);
  // The number and the one before it.
  let numbers = new Uint16Array(leastRoom * 2);
  // By place, where its steps begin, and the step that was asked for last.
  const starts: number[] = [];
  const lasts: number[] = [];
  const steps = {
    length: 0,
    begin(): number {
      lasts.push(steps.length);
      return starts.push(steps.length) - 1;
    },
    add(time: number, number: number, before: number): void {
      if (steps.length === times.length) [times, numbers] = [doubled(times), doubled(numbers)];
      times[steps.length] = time;
      numbers[steps.length * 2] = number;
      numbers[steps.length * 2 + 1] = before;
      steps.length++;
    },
    drop(): void {
      steps.length = starts.pop() ?? 0;
      lasts.pop();
    },
    at(place: number, time: number, isWith: boolean): number {
      const end = place + 1 < starts.length ? (starts[place + 1] as number) : steps.length;
      let step = lasts[place] as number;
      if ((times[step] as number) > time) step = starts[place] as number;
      while (step + 1 < end && (times[step + 1] as number) <= time) step++;
      lasts[place] = step;
      return numbers[step * 2 + (isWith || times[step] !== time ? 0 : 1)] as number;
    },
  };
  return steps;
}

function doubled<Numbers extends Float64Array | Uint16Array>(numbers: Numbers): Numbers {
  const more = new (numbers.constructor as new (length: number) => Numbers)(numbers.length * 2);
  more.set(numbers);
  return more;
}
