import { millisecondsInDay, millisecondsInHour } from 'date-fns/constants';
import type { ValueUse } from '../../window/log/use-table.ts';
import { actsOn } from './acts-on.ts';
import type { AdminAct } from './admin-act.ts';
import { isCleanUp } from './admin-acts.ts';
import type { Case, CaseLog, PlantedObject } from './case.ts';
import { nameOf } from './planted-objects.ts';
import { isRare } from './ties.ts';

/** A clean-up comes within so many milliseconds of the last sign. */
const patience = 7 * millisecondsInDay;

/** What was used so shortly before the log ends is in use; milliseconds. */
const lastHours = 6 * millisecondsInHour;

/** So many acts of a clean-up are listed. */
const mostActs = 50;

/**
 * What others did after the first sign to shut the accounts of a case, and to remove what it planted; null
 * if nobody did.
 */
export function endOf(
  {
    actors,
    planted,
    when,
  }: Pick<Case, 'when'> & Pick<Case['entities'], 'actors'> & { planted: readonly PlantedObject[] },
  { acts }: CaseLog,
): Case['ended'] {
  const own = new Set([...actors, ...planted].flatMap(({ id }) => id ?? []));
  const until = Date.parse(when.lastSign) + patience;
  const isEnd = ({ type, published, actor }: AdminAct): boolean =>
    isCleanUp(type) &&
    published > when.firstSign &&
    Date.parse(published) <= until &&
    !(actor.id !== null && own.has(actor.id));
  const ends = actsOn(acts, own).filter(isEnd);
  const last = ends.at(-1);
  if (!last) return null;
  return {
    at: last.published,
    acts: ends.slice(0, mostActs).map(({ uuid, published, type, actor, targets }) => {
      const target = targets.find(({ id }) => id !== null && own.has(id));
      return {
        uuid,
        published,
        eventType: type,
        actor: actor.login ?? actor.id,
        target: target ? (nameOf(target) ?? target.id) : null,
      };
    }),
  };
}

/** Whether sessions or planted accounts of a case were in use shortly before the log ends, and after its end. */
export function isStillActive(
  {
    sessions,
    planted,
    ended,
  }: Pick<Case, 'ended'> & {
    readonly sessions: readonly string[];
    readonly planted: readonly PlantedObject[];
  },
  log: CaseLog,
): Case['stillActive'] {
  const accounts = planted.filter(({ kind }) => kind === 'account' || kind === 'administrator');
  const uses = [
    ...sessions.filter((id) => isRare('session', id, log)).map((id) => log.useOf('session', id)),
    ...accounts.map(({ id }) => (id === null ? undefined : log.useOf('actor', id))),
  ].filter((use): use is ValueUse => use !== undefined);
  if (uses.length === 0 || log.end === null) return 'unknown';
  const since = Date.parse(log.end) - lastHours;
  const cleaned = ended ? Date.parse(ended.at) : Number.NEGATIVE_INFINITY;
  return uses.some(({ last }) => last !== undefined && last >= since && last > cleaned);
}
