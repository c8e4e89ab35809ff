import type { Event } from '../event/event.ts';
import { type FieldOf, parseField } from '../event/field.ts';
import type { JsonObject } from '../event/json.ts';
import { displayedFields, readTarget, targetsField } from '../finding/displayed-fields.ts';
import { isPlaceholder } from '../window/dictionary.ts';

/** Somebody or something that an event names. */
export interface Principal {
  readonly id: string | null;
  readonly login: string | null;
  readonly displayName: string | null;
  readonly type: string | null;
}

/** What a timeline needs of an event. What only fills a place (`unknown`) is null. */
export interface TimelineEvent {
  readonly uuid: string;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly eventType: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly actor: Principal | null;
  readonly targets: readonly Principal[];
  readonly ip: string | null;
  readonly asn: number | null;
  readonly org: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly proxy: boolean | null;
  readonly agent: string | null;
  readonly os: string | null;
  readonly browser: string | null;
  /** The device token, `dtHash`. */
  readonly device: string | null;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  /** `externalSessionId`. */
  readonly session: string | null;
  /** `rootSessionId`. */
  readonly root: string | null;
  readonly transaction: string | null;
}

/** The fields that a timeline reads beyond those that findings show. */
const ownFields = {
  root: 'authenticationContext.rootSessionId',
  transaction: 'transaction.id',
  deviceId: 'device.id',
  deviceName: 'device.name',
} as const;

/** Prepares the reading of events. */
export function createTimelineReader(
  fieldOf: FieldOf = parseField,
): (event: Event) => TimelineEvent {
  const { targets: _, type: __, ...shown } = displayedFields;
  const paths = { ...shown, ...ownFields };
  type Name = keyof typeof paths;
  const fields = Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, fieldOf(path)]),
  ) as Record<Name, ReturnType<FieldOf>>;
  return ({ raw, uuid, time, type }) => {
    const text = (name: Name): string | null => textOf(fields[name].read(raw)[0]);
    return {
      uuid,
      time,
      eventType: type,
      outcome: text('result'),
      reason: text('reason'),
      actor: principalOf(text('actorId'), text('actorLogin'), text('actorName'), text('actorType')),
      targets: targetsOf(raw),
      ip: text('ip'),
      asn: numberOf(text('asNumber')),
      org: text('asOrg'),
      country: text('country'),
      city: text('city'),
      proxy: flagOf(text('proxy')),
      agent: text('agent'),
      os: text('os'),
      browser: text('browser'),
      device: text('device'),
      deviceId: text('deviceId'),
      deviceName: text('deviceName'),
      session: text('session'),
      root: text('root'),
      transaction: text('transaction'),
    };
  };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && !isPlaceholder(value) ? value : null;
}

function numberOf(text: string | null): number | null {
  const number = Number(text ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : null;
}

function flagOf(text: string | null): boolean | null {
  return text === null ? null : text.toLowerCase() === 'true';
}

function principalOf(
  id: string | null,
  login: string | null,
  displayName: string | null,
  type: string | null,
): Principal | null {
  return id === null && login === null ? null : { id, login, displayName, type };
}

function targetsOf(raw: JsonObject): readonly Principal[] {
  return targetsField.read(raw).map((text) => {
    const [type, id, login, displayName] = readTarget(String(text)).map(textOf);
    return {
      id: id ?? null,
      login: login ?? null,
      displayName: displayName ?? null,
      type: type ?? null,
    };
  });
}

/** The app that an event is about, by name. */
export function appOf({ targets }: Pick<TimelineEvent, 'targets'>): string | null {
  const app = targets.find(({ type }) => type?.toLowerCase() === 'appinstance');
  return app?.displayName ?? app?.login ?? null;
}

/** Whether Okta itself acted. */
export function isByOkta({ actor }: Pick<TimelineEvent, 'actor'>): boolean {
  return actor?.type === 'SystemPrincipal';
}

/** In order of time, those of one instant by uuid. */
export function byTime(a: TimelineEvent, b: TimelineEvent): number {
  return a.time - b.time || (a.uuid < b.uuid ? -1 : a.uuid > b.uuid ? 1 : 0);
}
