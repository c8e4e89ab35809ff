import { type Field, type FieldOf, numbered, parseArrays } from '../event/field.ts';
import { isObject, type Json, type JsonObject, own } from '../event/json.ts';
import { remembered } from '../language/remembered.ts';

/** The fields that every finding shows; each is kept of every remembered event. */
export const displayedFields = {
  type: 'eventType',
  result: 'outcome.result',
  reason: 'outcome.reason',
  actorId: 'actor.id',
  actorType: 'actor.type',
  actorLogin: 'actor.alternateId',
  actorName: 'actor.displayName',
  ip: 'client.ipAddress',
  asNumber: 'securityContext.asNumber',
  asOrg: 'securityContext.asOrg',
  proxy: 'securityContext.isProxy',
  country: 'client.geographicalContext.country',
  city: 'client.geographicalContext.city',
  agent: 'client.userAgent.rawUserAgent',
  os: 'client.userAgent.os',
  browser: 'client.userAgent.browser',
  session: 'authenticationContext.externalSessionId',
  device: 'debugContext.debugData.dtHash',
  targets: '@targets',
} as const;

/** The parts of a target, in the order they are remembered. */
const targetParts = ['type', 'id', 'alternateId', 'displayName'];

const targetsOf = parseArrays('target', undefined);

/** So many targets have their text at hand. */
const mostAtHand = 4_096;

/** A target, and the text that it is written as. */
interface WrittenTarget {
  readonly parts: readonly (string | null)[];
  readonly text: string;
}

/** Prepares to write each target of an event as one text, so that its parts stay together. */
function createTargets(): Field['read'] {
  /** By id, the last of it. */
  const known = new Map<string | null, WrittenTarget>();
  return (raw) => {
    const texts: string[] = [];
    for (const targets of targetsOf(raw)) {
      for (const target of targets) {
        if (!isObject(target)) continue;
        const id = partOf(target, 'id');
        let written = known.get(id);
        if (written === undefined || !isWritten(target, written)) {
          if (written === undefined && known.size === mostAtHand) known.clear();
          written = write(target);
          known.set(id, written);
        }
        texts.push(written.text);
      }
    }
    return texts;
  };
}

function write(target: JsonObject): WrittenTarget {
  const parts = targetParts.map((part) => partOf(target, part));
  return { parts, text: JSON.stringify(parts) };
}

function isWritten(target: JsonObject, { parts }: WrittenTarget): boolean {
  for (let at = 0; at < targetParts.length; at++) {
    if (partOf(target, targetParts[at] as string) !== parts[at]) return false;
  }
  return true;
}

function partOf(target: JsonObject, part: string): string | null {
  const value = own(target, part);
  return typeof value === 'string' ? value : null;
}

const readTargets = createTargets();

/** The targets of an event, as {@link readTarget} reads them back. */
export const targetsField: Field = {
  path: displayedFields.targets,
  read: readTargets,
  views: readTargets,
  has: (raw) => isObject(raw) && own(raw, 'target') !== undefined,
  found: readTargets,
  ...numbered(readTargets, readTargets),
};

/** The path under which whole events are kept; no field of an event has it. */
export const rawPath = '@raw';

const wholeText = (raw: Json | undefined): string[] => [JSON.stringify(raw ?? null)];

/** The whole event, as JSON. */
export const rawField: Field = {
  path: rawPath,
  read: wholeText,
  views: wholeText,
  has: (raw) => raw !== undefined,
  found: wholeText,
  ...numbered(wholeText, wholeText),
};

/** The fields to keep for display. */
export function displayFields(fieldOf: FieldOf): readonly Field[] {
  const targets = fieldOf('target.id').numbers.within?.member;
  return Object.values(displayedFields).map((path) =>
    path === displayedFields.targets
      ? {
          ...targetsField,
          ...numbered(
            readTargets,
            readTargets,
            { ...(targets && { targets }) },
            { isWithin: () => true },
          ),
        }
      : fieldOf(path),
  );
}

/** Reads back what {@link displayFields} kept of a target. */
export const readTarget = remembered((text) => {
  type Part = string | null;
  return JSON.parse(text) as readonly [type: Part, id: Part, login: Part, name: Part];
});
