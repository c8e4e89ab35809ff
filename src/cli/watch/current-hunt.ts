import { compileRules } from '../../detection/compile.ts';
import type { CoveredTime } from '../../engine/event-log.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { type RuleShelf, shelve } from '../../engine/rule-shelf.ts';
import type { Event } from '../../event/event.ts';
import type { OngoingHunt, OngoingHuntOptions } from '../../hunt.ts';
import { isExpired } from '../../rule/filter-expiry.ts';
import type { RuleSet } from '../../rule/rule.ts';
import type { EngineModules } from '../scan/load-engine.ts';

/** The hunt over a live window: it goes on while events only come, and begins anew where some went. */
export interface CurrentHunt {
  /** What a hunt over all remembered events finds. */
  look(remembered: Remembered): AsyncGenerator<Outcome>;
  /** What is found of one event by itself. */
  alone(event: Event): AsyncGenerator<Outcome>;
}

/** The events of a live window at one look. */
export interface Remembered {
  readonly events: readonly Event[];
  /** Those that came since the last look, if nothing else changed. */
  readonly added: readonly Event[] | undefined;
  /** Milliseconds; everything was read from the one to the other. */
  readonly covered: CoveredTime;
}

interface CurrentHuntSetup {
  readonly engine: Pick<EngineModules, 'hunt' | 'createOngoingHunt'>;
  readonly rules: RuleSet;
  readonly options: OngoingHuntOptions;
  /** The moment, by which filters may have expired; milliseconds. */
  readonly now: () => number;
}

/** Begins with nothing remembered. Rules are compiled again only when one of their filters has expired. */
export function createCurrentHunt(setup: CurrentHuntSetup): CurrentHunt {
  const { engine, rules, options, now } = setup;
  let hunt: OngoingHunt | undefined;
  let shelf: RuleShelf | undefined;
  let expired = -1;
  const inForce = (): RuleShelf => {
    const time = now();
    const count = rules.filters.filter((filter) => isExpired(filter, time)).length;
    if (shelf && count === expired) return shelf;
    hunt = undefined;
    expired = count;
    shelf = shelve(compileRules(rules, time));
    return shelf;
  };
  return {
    look({ events, added, covered }) {
      const shelf = inForce();
      if (!added) hunt = undefined;
      const isNew = !hunt;
      hunt ??= engine.createOngoingHunt(shelf, options);
      for (const event of isNew ? events : (added ?? [])) hunt.take(event);
      return hunt.look(covered);
    },
    alone: (event) => engine.hunt([event], inForce(), options),
  };
}
