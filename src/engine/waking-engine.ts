import type { Event, Rejection, Source } from '../event/event.ts';
import { createEngine, type Engine } from './engine.ts';
import type { EngineOptions } from './engine-options.ts';
import type { RuleShelf } from './rule-shelf.ts';
import { maySleep, wakeAll, wakeFor } from './woken-rules.ts';

/** No more records are held back before all rules are put to work: putting them to work takes longer than these. */
const mostAhead = 1_000;

/**
 * Starts a hunt with the rules that its log needs: the first records are held back, and if the log ends with them, the
 * rules that none of its events concerns are not even made. From `leastAwake` records on none sleeps in any case.
 */
export function createWakingEngine(
  shelf: RuleShelf,
  options: EngineOptions,
  leastAwake = mostAhead,
): Engine {
  const most = Math.min(mostAhead, leastAwake);
  const ahead: (Event | Rejection | Source)[] = [];
  let engine = maySleep(shelf, options) ? undefined : createEngine(wakeAll(shelf), options);
  const start = (isWhole = true): Engine => {
    const events = ahead.filter((record) => record.kind === 'event');
    const woken = isWhole && ahead.length < most ? wakeFor(events, shelf) : wakeAll(shelf);
    engine = createEngine(woken, options);
    for (const record of ahead) {
      if (record.kind === 'rejection') engine.reject(record);
      else if (record.kind === 'source') engine.finish(record);
      // It is too little to have anything forgotten.
      else for (const _ of engine.take(record) ?? []);
    }
    ahead.length = 0;
    return engine;
  };
  const hold = (record: Event | Rejection | Source): void => {
    // A copy, since V8 pretenures: where objects are made that live long, it makes all later ones in old space at once,
    // and whatever these hold stays until a full collection.
    ahead.push({ ...record });
    if (ahead.length >= most) start();
  };
  return {
    take: (event) => (engine ? engine.take(event) : void hold(event)),
    reject(rejection) {
      if (engine) return engine.reject(rejection);
      hold(rejection);
      return rejection;
    },
    finish: (source) => (engine ? engine.finish(source) : hold(source)),
    // What a segment holds is not known here, so that no rule may sleep.
    join: (segment, state) => (engine ?? start(false)).join(segment, state),
    evaluate: (subject) => (engine ?? start()).evaluate(subject),
    share: (next) => (engine ?? start()).share(next),
    takeOver: (handed) => (engine ?? start()).takeOver(handed),
    report: (shouldContinue, others) => (engine ?? start()).report(shouldContinue, others),
  };
}
