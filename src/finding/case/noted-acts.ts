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
  const trim = (): void => {
    isCut = true;
    const latest = [...acts.values()].sort(byTime).slice(-limit);
    acts = new Map(latest.map((act) => [act.uuid, act]));
  };
  return {
    see({ raw, type, time, uuid }) {
      if (!isNotedAct(type) || isInVain(textOf(result.read(raw)[0]))) return;
      const act: AdminAct = {
        uuid,
        published: isoTime(time),
        type,
        isDone: true,
        actor: { id: textOf(id.read(raw)[0]), login: textOf(login.read(raw)[0]) },
        targets: targets.read(raw).flatMap((text) => {
          const [kind, own, name, displayName] = readTarget(String(text));
          return [{ type: kind, id: own, login: name, name: displayName }];
        }),
      };
      const known = acts.get(uuid);
      // Of copies that differ one is taken, whichever came first.
      if (known && JSON.stringify(known) <= JSON.stringify(act)) return;
      acts.set(uuid, act);
      if (acts.size > limit * 2) trim();
    },
    all() {
      if (acts.size > limit) trim();
      return [...acts.values()].sort(byTime);
    },
    get isCut() {
      return isCut;
    },
  };
}

function byTime(a: AdminAct, b: AdminAct): number {
  return a.published < b.published ? -1 : a.published > b.published ? 1 : a.uuid < b.uuid ? -1 : 1;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
