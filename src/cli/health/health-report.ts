import { isObject, own, parsed } from '../../event/json.ts';

/** What keeps a watch from being ready or alive. */
export const healthCodes = ['starting', 'no-poll', 'behind', 'stalled'] as const;
export type HealthCode = (typeof healthCodes)[number];

/** One reason, with what was measured and what is allowed, in seconds. */
export interface HealthReason {
  readonly code: HealthCode;
  readonly seconds: number;
  readonly limit: number;
}

/** How a watch is. Without reasons it is ready: it has read the log up to now. */
export interface HealthReport {
  readonly kind: 'oktahunt-health';
  readonly version: 1;
  readonly ready: boolean;
  readonly alive: boolean;
  readonly reasons: readonly HealthReason[];
}

/** What a health file holds: how a watch was, and when. */
export interface HealthNote extends HealthReport {
  /** ISO 8601. */
  readonly at: string;
  /** Seconds until it is written again, if all is well. */
  readonly every: number;
}

/** A report of these reasons; only one that is stalled is not alive. */
export function healthReport(reasons: readonly HealthReason[]): HealthReport {
  const alive = !reasons.some(({ code }) => code === 'stalled');
  return { kind: 'oktahunt-health', version: 1, ready: reasons.length === 0, alive, reasons };
}

/** Reads a report, or a note, back; undefined if it is none. */
export function parseHealth(text: string): (HealthReport & Partial<HealthNote>) | undefined {
  const value = parsed(text);
  if (!isObject(value) || own(value, 'kind') !== 'oktahunt-health') return undefined;
  const reasons = own(value, 'reasons');
  if (own(value, 'version') !== 1 || !Array.isArray(reasons)) return undefined;
  const read = reasons.map(reasonOf);
  if (!read.every((reason) => reason !== undefined)) return undefined;
  const [at, every] = [own(value, 'at'), own(value, 'every')];
  return {
    ...healthReport(read as HealthReason[]),
    ...(typeof at === 'string' && { at }),
    ...(typeof every === 'number' && { every }),
  };
}

function reasonOf(value: unknown): HealthReason | undefined {
  if (!isObject(value)) return undefined;
  const code = healthCodes.find((one) => one === own(value, 'code'));
  const [seconds, limit] = [own(value, 'seconds'), own(value, 'limit')];
  if (code === undefined || typeof seconds !== 'number' || typeof limit !== 'number')
    return undefined;
  return { code, seconds, limit };
}
