import type { Judged } from './judge.ts';
import type { View } from './view.ts';

/** Why an anchor stayed undecided, one phrase per cause. */
export function causesOf(judged: Judged, views: ReadonlyMap<string, View>): readonly string[] {
  const causes = judged.open.flatMap((name) => {
    const view = views.get(name);
    if (!view) return [];
    const { startKnown, endKnown } = view.extent(judged.row);
    const { before, learn, after } = view.window;
    return [
      startKnown ? [] : [`the log begins less than ${hours(learn ?? before)} before them`],
      endKnown ? [] : [`the log ends less than ${hours(after)} after them`],
    ].flat();
  });
  return causes.length > 0 ? causes : ['a rule that feeds its windows stayed undecided'];
}

const hour = 3_600_000;

function hours(length: number | undefined): string {
  const whole = Math.round(((length ?? 0) / hour) * 10) / 10;
  return whole >= 1 ? `${whole}h` : `${Math.round((length ?? 0) / 60_000)}m`;
}
