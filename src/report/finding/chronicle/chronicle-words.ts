import type { PlantedObject } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import type { Theme } from '../../text/theme.ts';
import type { ChronicleSource, ChronicleStep } from './case-chronicle.ts';

/** Okta's outcomes of what was not allowed or did not succeed. */
const refusals: readonly (string | null)[] = ['FAILURE', 'DENY'];

/** Whether an event did not get what it wanted. */
export function isRefused(outcome: string | null): boolean {
  return refusals.includes(outcome);
}

/** `10:02:11Z`, with the day if asked for. */
export function secondOf(time: string, { clock }: Theme, withDay = false): Safe {
  return safe`${clock.second(time, withDay)}${clock.suffix(time)}`;
}

/** An address, where it is, and the machine, in at most `max` columns: `203.0.113.9 · Lyon, France · Windows 10`. */
export function machineOf(
  { ip, os, browser, place }: ChronicleSource,
  max: number,
  theme: Theme,
): Safe {
  const address = theme.show(ip, { max: Math.min(max, 39), cut: 'middle' });
  const parts = [place?.country ?? place?.city, os ?? browser]
    .filter((part) => part !== undefined && part !== null && !isUnknown(part))
    .map((part) => part as string);
  const room = max - address.length - 3;
  if (parts.length === 0 || room < 4) return address;
  return safe`${address} · ${theme.show(parts.join(' · '), { max: room })}`;
}

/** Words that Okta writes where it knows nothing. */
export function isUnknown(text: string): boolean {
  return text === '' || text === '-' || text.toLowerCase() === 'unknown' || text === 'null';
}

/** The targets of an event without placeholders for what Okta did not name; undefined if none is left. */
export function namedTargets(target: string | null): string | undefined {
  const names = (target ?? '').split(', ').filter((name) => !isUnknown(name));
  return names.length === 0 ? undefined : [...new Set(names)].join(', ');
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A length of time in its largest unit, rounded: `17 h`. */
export function lengthOf(milliseconds: number, theme: Theme): Safe {
  const [unit, length] =
    units.find(([, each]) => milliseconds >= each) ?? (['second', 1_000] as const);
  return theme.say(`page.length.${unit}`, { amount: Math.round(milliseconds / length) });
}

/** What is known of an address, the parts that Okta did not know left out. */
export function placeWords(
  place: {
    readonly asn: number | null;
    readonly org: string | null;
    readonly city: string | null;
    readonly country: string | null;
    readonly proxy: boolean | null;
  },
  theme: Theme,
): readonly Safe[] {
  const network = [place.asn === null ? null : `AS${place.asn}`, place.org];
  const parts = [
    [place.city, place.country].filter(isKnown).join(', '),
    network.filter(isKnown).join(' '),
  ];
  return [
    ...parts.filter((part) => part !== '').map((part) => theme.show(part, { max: 80 })),
    ...(place.proxy === true ? [theme.say('detail.proxy')] : []),
  ];
}

function isKnown(part: string | null): part is string {
  return part !== null && !isUnknown(part);
}

/** Who acted in a step; undefined for the suspect of the case, whom its heading names, and where Okta knew nobody. */
export function otherActor(
  { actor }: ChronicleStep,
  suspect: string | null | undefined,
): string | undefined {
  return actor === null || actor === suspect || isUnknown(actor) ? undefined : actor;
}

/** The parts of a line, with dots between. */
export function dotted(parts: readonly Safe[]): Safe {
  return join(parts, safe` · `);
}

/** `account svc_backup, created 02 Oct 14:41Z` */
export function plantedWords(object: PlantedObject, { say, show, clock }: Theme): Safe {
  return say('page.planted', {
    kind: say(`kind.${object.kind}`),
    name: show(object.name ?? object.id ?? '-', { max: 120, cut: 'middle' }),
    verb: say(`verb.${object.verb}`),
    time: clock.stamp(object.published),
  });
}

/** The title of a finding, without the login that stands above it anyway. */
export function titleWithout({ title }: Finding, login: string | null | undefined): string {
  const lead = `${login}: `;
  return login && title.startsWith(lead) ? title.slice(lead.length) : title;
}

/** Login, name and id of somebody or something, without what Okta did not know. */
export function personWords(who: Finding['targets'][number], { show }: Theme): Safe {
  const { login, displayName, type, id } = who;
  const name = displayName === login ? null : displayName;
  const kind = [type, id].filter((part) => part !== null).join(' ');
  const parts = [login, name, kind]
    .filter((part) => part !== null && !isUnknown(part))
    .map((part) => show(part ?? '', { max: 120, cut: 'middle' }));
  return parts.length === 0 ? safe`-` : dotted(parts);
}
