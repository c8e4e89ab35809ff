import { actsOn } from './acts-on.ts';
import type { AdminAct } from './admin-act.ts';
import { plantings, removes, restores } from './admin-acts.ts';
import type { CaseLog, PlantedObject } from './case.ts';
import type { LinkedFinding } from './finding-links.ts';
import { targetOf } from './ties.ts';

/** What the events of findings left behind, each thing once, and whether it still stands; by time. */
export function plantedBy(
  attack: readonly LinkedFinding[],
  log: CaseLog,
): readonly PlantedObject[] {
  return objectsOf(attack, true, ({ kind, id, published }) =>
    isStanding({ kind, id, since: published }, log),
  );
}

/** What they tried in vain to leave behind. */
export function triedBy(attack: readonly LinkedFinding[]): readonly TriedObject[] {
  return objectsOf(attack, false, () => false);
}

function objectsOf<Standing>(
  attack: readonly LinkedFinding[],
  isDone: boolean,
  standingOf: (one: TriedObject) => Standing,
): readonly (TriedObject & { readonly standing: Standing })[] {
  const acts = new Map(
    attack.flatMap(({ links }) => links.acts).map((act) => [act.uuid, act] as const),
  );
  const found = new Map<string, TriedObject>();
  for (const act of [...acts.values()].sort(byTime)) {
    const planting = plantings.get(act.type);
    if (!planting || act.isDone !== isDone) continue;
    const target = targetOf(act.targets, planting.target);
    if (!target) continue;
    const { kind } = planting;
    const key = `${kind} ${target.id ?? target.login ?? target.name}`;
    const before = found.get(key);
    found.set(key, {
      kind,
      // What was created stays that, whatever was done with it later.
      verb: before?.verb === 'created' ? before.verb : planting.verb,
      id: target.id,
      name: nameOf(target),
      event: act.uuid,
      published: act.published,
    });
  }
  return [...found.values()].map((one) => ({ ...one, standing: standingOf(one) }));
}

/** Something that was to be left behind. */
export type TriedObject = Omit<PlantedObject, 'standing'>;

/** Whether something gives power over the org. */
export function isPrivilege({ kind }: PlantedObject): boolean {
  return kind === 'administrator' || kind === 'role';
}

function byTime(a: AdminAct, b: AdminAct): number {
  return a.published < b.published ? -1 : a.published > b.published ? 1 : a.uuid < b.uuid ? -1 : 1;
}

/** The name by which people know a target; null if it has none. */
export function nameOf({
  login,
  name,
}: {
  login: string | null;
  name: string | null;
}): string | null {
  return (login === 'unknown' ? null : login) || name;
}

/** Whether the last word in the log on an object is that it works. */
function isStanding(
  { kind, id, since }: Pick<PlantedObject, 'kind' | 'id'> & { readonly since: string },
  { acts, actsAreCut }: CaseLog,
): PlantedObject['standing'] {
  if (id === null) return 'unknown';
  let standing = true;
  for (const { type, published } of actsOn(acts, [id])) {
    if (published < since) continue;
    if (removes(type, kind)) standing = false;
    else if (restores(type, kind)) standing = true;
  }
  return standing && actsAreCut ? 'unknown' : standing;
}
