import type { Event } from '../../event/event.ts';
import type { Field, FieldOf } from '../../event/field.ts';
import { isoTime } from '../../event/time.ts';
import { displayedFields, readTarget } from '../displayed-fields.ts';
import { type AdminAct, isInVain } from './admin-act.ts';
import { isNotedAct } from './admin-acts.ts';

/** Acts of a whole log that shut, remove or reopen something, whether or not a finding tells of them. */
export interface NotedActs {
  see(event: Event): void;
  /** In order of time. */
  all(): readonly AdminAct[];
  /** Whether there were so many that the earliest were let go. */
  readonly isCut: boolean;
  /** The acts that are kept, as plain data. */
  snapshot(): ActsSnapshot;
  /** Takes over what another register, with the same limit, noted: from then on it is as if this one had. */
  join(other: ActsSnapshot): void;
}

/** Noted acts, as plain data that can be handed to another thread. */
export interface ActsSnapshot {
  /** In order of time. */
  readonly acts: readonly AdminAct[];
  /** Whether there were so many that the earliest were let go. */
  readonly isCut: boolean;
}

/** So many acts are kept, the latest ones. */
const mostActs = 20_000;

/** Makes an empty register; `targets` is the field of {@link displayedFields} that tells of targets. */
export function createNotedActs(
  fieldOf: FieldOf,
  targets: Field,
  limit: number = mostActs,
): NotedActs {
  const [result, id, login] = [
    fieldOf(displayedFields.result),
    fieldOf(displayedFields.actorId),
    fieldOf(displayedFields.actorLogin),
  ];
  let acts = new Map<string, AdminAct>();
  let isCut = false;
  const cutTo = (most: number): void => {
    if (acts.size <= most) return;
    isCut = true;
    const latest = [...acts.values()].sort(byTime).slice(-limit);
    acts = new Map(latest.map((act) => [act.uuid, act]));
  };
  const add = (act: AdminAct): void => {
    const known = acts.get(act.uuid);
    if (known === undefined || isTakenFor(act, known)) acts.set(act.uuid, act);
    cutTo(limit * 2);
  };
  const all = (): readonly AdminAct[] => {
    cutTo(limit);
    return [...acts.values()].sort(byTime);
  };
  return {
    see({ raw, type, time, uuid }) {
      if (!isNotedAct(type) || isInVain(textOf(result.read(raw)[0]))) return;
      add({
        uuid,
        published: isoTime(time),
        type,
        isDone: true,
        actor: { id: textOf(id.read(raw)[0]), login: textOf(login.read(raw)[0]) },
        targets: targets.read(raw).flatMap((text) => {
          const [kind, own, name, displayName] = readTarget(String(text));
          return [{ type: kind, id: own, login: name, name: displayName }];
        }),
      });
    },
    all,
    get isCut() {
      return isCut || acts.size > limit;
    },
    snapshot: () => ({ acts: all(), isCut }),
    join(other) {
      isCut ||= other.isCut;
      for (const act of other.acts) add(act);
    },
  };
}

/**
 * Whether a copy of an act is taken in place of another one, whichever came first. It is the later one: if an act could become
 * earlier, those that were let go for its sake would be missing.
 */
function isTakenFor(act: AdminAct, known: AdminAct): boolean {
  if (act.published !== known.published) return act.published > known.published;
  return JSON.stringify(act) < JSON.stringify(known);
}

function byTime(a: AdminAct, b: AdminAct): number {
  return a.published < b.published ? -1 : a.published > b.published ? 1 : a.uuid < b.uuid ? -1 : 1;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
