import type { Timeline, TimelineAddress, TimelineMachine } from '../../timeline/timeline.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import type { Theme } from '../text/theme.ts';
import { flow, indented } from '../text/wrap.ts';

/** So many addresses and machines are listed; the steps name all. */
const listed = 12;

/** The addresses of a timeline, those that were new first. */
export function renderAddresses({ addresses, turn }: Timeline, theme: Theme): readonly Safe[] {
  const rows = newestFirst(addresses).map((one) => [
    theme.show(one.ip, { max: 45 }),
    ...addressParts(one, theme),
    ...knownParts(one.known, turn !== null, theme),
    theme.say('timeline.events', { count: one.events }),
  ]);
  return renderList(theme.say('timeline.addresses'), rows, addresses.length, theme);
}

/** The machines, likewise. */
export function renderMachines({ machines, turn }: Timeline, theme: Theme): readonly Safe[] {
  const rows = newestFirst(machines).map((one) => [
    theme.show(one.id),
    ...machineParts(one, theme),
    ...knownParts(one.known, turn !== null, theme),
    theme.say('timeline.events', { count: one.events }),
  ]);
  return renderList(theme.say('timeline.machines'), rows, machines.length, theme);
}

/** Known ones of those who were attacked are told from new ones only if anything is known. */
function knownParts(known: boolean | 'unknown', hasTurn: boolean, theme: Theme): readonly Safe[] {
  if (known === true) return [theme.say('timeline.known')];
  return known === false && hasTurn ? [theme.say('timeline.new')] : [];
}

function newestFirst<T extends { readonly known: boolean | 'unknown' }>(all: readonly T[]): T[] {
  const rankOf = ({ known }: T): number => (known === false ? 0 : known === 'unknown' ? 2 : 1);
  return [...all].sort((a, b) => rankOf(a) - rankOf(b));
}

function addressParts(one: TimelineAddress, theme: Theme): readonly Safe[] {
  const show = (text: string): Safe => theme.show(text, { max: 40, cut: 'middle' });
  const network = [one.asn === null ? null : `AS${one.asn}`, one.org];
  const place = [one.city, one.country];
  return [
    show(network.filter((part) => part !== null).join(' ')),
    show(place.filter((part) => part !== null).join(', ')),
    one.proxy === true ? theme.say('timeline.proxy') : safe``,
  ].filter((part) => part !== '');
}

function machineParts(one: TimelineMachine, theme: Theme): readonly Safe[] {
  const short = [one.browser, one.os].filter((part) => part !== null).join(' / ');
  return [
    theme.show(short === '' ? (one.agent ?? '') : short, { max: 60 }),
    theme.show(one.name ?? '', { max: 40, cut: 'middle' }),
    one.device === null
      ? safe``
      : theme.say('timeline.deviceToken', {
          token: theme.show(one.device, { max: 12, cut: 'end' }),
        }),
  ].filter((part) => part !== '');
}

function renderList(
  title: Safe,
  rows: readonly (readonly Safe[])[],
  total: number,
  theme: Theme,
): readonly Safe[] {
  if (rows.length === 0) return [];
  const more = total - listed;
  return [
    theme.strong(title),
    ...rows.slice(0, listed).flatMap((parts) => {
      return indented(flow(parts, safe` ${theme.glyphs.dot} `, theme.columns - 2, 2), 2);
    }),
    ...(more > 0 ? [join([safe` `, theme.say('timeline.more', { count: more })], safe` `)] : []),
  ];
}
