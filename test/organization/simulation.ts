import type { JsonObject } from '../../src/event/json.ts';
import { dice } from '../stories/dice.ts';
import { administratorsWork } from './admin-week.ts';
import { dayLength, firstMonday } from './calendar.ts';
import { helpDeskWorks, onboards } from './help-desk.ts';
import { kiosksServe } from './kiosk.ts';
import { peopleCome, peopleGo, peopleMove } from './newcomer.ts';
import { Organization, type OrganizationOptions } from './organization.ts';
import { programsRun } from './program.ts';
import { RecordBook } from './record-book.ts';
import { directoryRuns, internetRains, oktaWorks, partnersCome } from './surroundings.ts';
import { spendsDay } from './workday.ts';

export interface SimulationOptions extends OrganizationOptions {
  /** The log ends after so many days, */
  readonly days?: number;
  /** or after so many records, whatever comes first. One of both must be given. */
  readonly events?: number;
}

/** Everything that happens in an organisation on one day, in no order. Days are told in order. */
export function happeningsOf(org: Organization, day: number): readonly JsonObject[] {
  const book = new RecordBook({
    isClassic: org.isClassic,
    thrown: dice('book', org.seed, org.isClassic ? 1 : 0, day),
    known: (id) => org.known(id),
  });
  for (const who of org.staffOn(day)) if (who.kind !== 'kiosk') spendsDay(book, org, who, day);
  kiosksServe(book, org, day);
  helpDeskWorks(book, org, day);
  onboards(book, org, day);
  peopleCome(book, org, day);
  peopleGo(book, org, day);
  peopleMove(book, org, day);
  administratorsWork(book, org, day);
  programsRun(book, org, day);
  directoryRuns(book, org, day);
  oktaWorks(book, org, day);
  partnersCome(book, org, day);
  internetRains(book, org, day);
  return book.records;
}

interface Arrival {
  readonly at: number;
  readonly record: JsonObject;
}

/**
 * The System Log of an organisation that nobody attacks, in the order in which it is delivered: about
 * that of time, some records late and some twice. The same options give the same log, byte for byte;
 * no more than two days of it are in memory.
 */
export function* simulate(options: SimulationOptions): Generator<JsonObject> {
  const { days = Number.POSITIVE_INFINITY, events = Number.POSITIVE_INFINITY } = options;
  if (days === events) throw new RangeError('a simulation without an end');
  const org = new Organization(options);
  let told = 0;
  let waiting: readonly Arrival[] = [];
  for (let day = 0; day < days && told < events; day++) {
    // What somebody in the east does early on the next day belongs before what is done here late on this one.
    const end = firstMonday + (day + 1) * dayLength - dayLength / 2;
    const all = [...waiting, ...happeningsOf(org, day).flatMap(arrivals)].sort(byArrival);
    const isLast = day + 1 >= days;
    const cut = isLast ? all.length : all.findIndex(({ at }) => at >= end);
    const due = cut < 0 ? all.length : cut;
    waiting = all.slice(due);
    for (const { record } of all.slice(0, due)) {
      if (told++ >= events) return;
      yield record;
    }
  }
}

/** When a record arrives: at once, some seconds or minutes late, or twice. */
export function arrivals(record: JsonObject): readonly Arrival[] {
  const at = Date.parse(String(record['published']));
  const drawn = Number.parseInt(String(record['uuid']).slice(24, 32), 16) % 10_000;
  if (drawn >= 260) return [{ at, record }];
  const late = { at: at + (drawn % 100 === 7 ? 20 * 60_000 : (drawn % 29) * 1_000), record };
  return drawn < 20 ? [{ at, record }, late] : [late];
}

function byArrival(a: Arrival, b: Arrival): number {
  if (a.at !== b.at) return a.at - b.at;
  return String(a.record['uuid']) < String(b.record['uuid']) ? -1 : 1;
}
