import type { Event } from '../../event/event.ts';
import type { Finding } from '../../finding/finding.ts';
import type { HuntOptions } from '../../hunt.ts';
import type { Level } from '../../rule/level.ts';
import type { RuleSet } from '../../rule/rule.ts';
import { compareCopies, copyOf } from '../../window/event-content.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import { lookaroundOf } from './lookaround.ts';

/** The last events of a log that is followed, judged again whenever that can tell anything new. */
export interface LiveWindow {
  readonly see: (event: Event) => void;
  /** Takes note that all is there that was published before a moment, in milliseconds. */
  readonly know: (until: number) => void;
  /**
   * Whether judging now could tell what it did not before: events came, or time went by that a window
   * after the youngest of them waits for.
   */
  readonly isDue: () => boolean;
  /** Whether more news would push unjudged events out. */
  readonly isFull: () => boolean;
  /** What holds now, told before or not. */
  readonly judge: () => Promise<readonly Finding[]>;
  /** What was published before this moment was judged, when it was there; milliseconds. */
  readonly judgedUntil: () => number;
  readonly size: () => number;
  /** Events let go because there were too many, though a window could still ask for them. */
  readonly forgotten: () => number;
}

export interface LookoutOptions {
  readonly engine: Pick<EngineModules, 'hunt'>;
  readonly rules: RuleSet;
  /** The log is known from here on; milliseconds. */
  readonly from: number;
  /** Alert only for events from here on; milliseconds. */
  readonly since: number;
  /** How late events may turn up; milliseconds. */
  readonly lateness: number;
  /** Most events to keep. */
  readonly most: number;
  readonly minSeverity: Level;
  /** As {@link HuntOptions} has it; what was judged after a no is of no use. */
  readonly goOn?: NonNullable<HuntOptions['goOn']>;
}

/** While nothing comes, windows are looked at so often; milliseconds. */
const patience = 60_000;
/** So many events may be dated wrongly without making the lookout forget the others. */
const misdated = 100;

/**
 * Makes an empty lookout. It keeps what the rules' windows can still reach, and of that the youngest.
 * What it forgets makes the known log begin later, so that rules whose windows reach back further are
 * undecided, never wrong; an event that turns up still later than that is judged by itself.
 */
export function createLiveWindow(options: LookoutOptions): LiveWindow {
  const { engine, rules, since, lateness, most, minSeverity, goOn } = options;
  const { back, on } = lookaroundOf(rules);
  const slack = Math.ceil(most / 4);
  /** Judged ones, in order of time; then those that came since, as they came. */
  let [judged, fresh, strays]: [Event[], Event[], Event[]] = [[], [], []];
  let known = new Map<string, Event>();
  let [forgotten, untidy] = [0, 0];
  let { from } = options;
  let [to, judgedTo, latest] = [from, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];

  /** Lets go of what no window reaches any more, and of the oldest beyond the bound. */
  const tidy = (): void => {
    untidy = 0;
    const end = Math.max(to, judged.at(-1 - misdated)?.time ?? to);
    const horizon = end - back - on - lateness;
    const reached = judged.findIndex(({ time }) => time >= horizon);
    if (reached > 0) judged = judged.slice(reached);
    from = Math.max(from, horizon);
    const room = Math.max(0, most - fresh.length);
    let excess = judged.length - room;
    if (excess > 0) judged = judged.slice(excess);
    if (fresh.length > most) {
      excess += fresh.length - most;
      fresh = fresh.sort(byTime).slice(-most);
    }
    if (excess > 0) {
      forgotten += excess;
      from = Math.max(from, (judged[0] ?? fresh[0])?.time ?? from);
    }
    known = new Map([...judged, ...fresh].map((event) => [event.uuid, event]));
  };
  const hunt = async (events: readonly Event[], covered?: { from: number; to: number }) => {
    const findings: Finding[] = [];
    const given = { ...(covered && { covered: () => covered }), ...(goOn && { goOn }) };
    const asked = { since, minSeverity, ...given };
    for await (const outcome of engine.hunt(events, rules, asked)) {
      if (outcome.kind === 'finding') findings.push(outcome);
    }
    return findings;
  };
  return {
    see: (event) => {
      const other = known.get(event.uuid);
      if (other && compareCopies(copyOf(event), copyOf(other)) >= 0) return;
      if (other) {
        // Of two accounts of an event the one that a scan would take is judged, as news.
        judged = judged.filter((one) => one !== other);
        fresh = fresh.filter((one) => one !== other);
        known.delete(event.uuid);
      }
      if (event.time < from) {
        strays.push(event);
        return;
      }
      known.set(event.uuid, event);
      fresh.push(event);
      latest = Math.max(latest, event.time);
      untidy++;
      if (untidy > slack && judged.length + fresh.length > most) tidy();
    },
    know: (until) => {
      to = Math.max(to, until);
    },
    isDue: () => {
      if (fresh.length + strays.length > 0) return true;
      const last = latest + on;
      return on > 0 && judgedTo < last && (to >= last || to - judgedTo >= patience);
    },
    isFull: () => fresh.length + strays.length >= slack,
    judge: async () => {
      const alone = strays;
      judged = judged.concat(fresh).sort(byTime);
      [fresh, strays, judgedTo] = [[], [], to];
      if (judged.length > most + slack || untidy > slack) tidy();
      const findings = await hunt(judged, { from, to });
      for (const stray of alone) findings.push(...(await hunt([stray])));
      return findings;
    },
    judgedUntil: () => Math.max(judgedTo, judged.at(-1)?.time ?? judgedTo),
    size: () => judged.length + fresh.length,
    forgotten: () => forgotten,
  };
}

function byTime(a: Event, b: Event): number {
  return a.time - b.time;
}
