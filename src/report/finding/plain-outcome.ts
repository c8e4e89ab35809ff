import type { Rejection } from '../../event/event.ts';
import type { Summary } from '../../finding/summary.ts';

/** A rejection as programs read it: its sentence in English alone. */
export function plainRejection({ told: _, ...rejection }: Rejection): Rejection {
  return rejection;
}

/** A summary as programs read it: the notes on its sources in English alone. */
export function plainSummary(summary: Summary): Summary {
  return { ...summary, sources: summary.sources.map(({ toldNote: _, ...source }) => source) };
}
