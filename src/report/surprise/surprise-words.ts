import type { FeatureName } from '../../surprise/feature.ts';
import type { SurpriseReason } from '../../surprise/session-schema.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { grouped } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';

/** Values of the log are not longer than this in a sentence. */
const longest = 60;

/** Ids say little beyond their two ends. */
const longestId = 20;

/** So many or more are one in the log's changes. */
const mostChanges = 4;

const zero = safe`0`;

/** A reason in words: what was new, how many others show it, and what is usual. `people` are all others. */
export function reasonText(reason: SurpriseReason, people: number, theme: Theme): Safe {
  const { feature, value, count, others, usually, confirmed, aspect } = reason;
  const parts: Safe[] = [
    theme.say(`surprise.reason.${feature}`, { value: valueText(feature, value, theme) }),
  ];
  if (count > 1) parts.push(theme.say('surprise.more', { count: count - 1 }));
  parts.push(
    others === 0
      ? theme.say('surprise.nobodyElse', { people })
      : theme.say('surprise.others', { others, people }),
  );
  if (usually !== null && feature !== 'change') {
    parts.push(theme.say('surprise.usually', { value: valueText(feature, usually, theme) }));
  }
  if (confirmed) {
    parts.push(theme.say(aspect === 'place' ? 'surprise.vouched' : 'surprise.atKnownPlace'));
  }
  return join(parts, safe`; `);
}

/** A value as people read it. */
function valueText(feature: FeatureName, value: string, theme: Theme): Safe {
  switch (feature) {
    case 'hour':
      return hoursText(value, theme);
    case 'weekday':
      return weekdayText(value, theme);
    case 'change':
      return changeText(value, theme);
    case 'device':
      return theme.show(value, { max: longestId, cut: 'middle' });
    default:
      return theme.show(value, { max: longest });
  }
}

function hoursText(value: string, theme: Theme): Safe {
  const from = Number(value);
  const two = (hour: number): Safe => (hour < 10 ? safe`${zero}${hour}` : safe`${hour}`);
  return theme.say('surprise.hours', { from: two(from), to: two(from + 2) });
}

const weekdays = [
  'surprise.weekday.0',
  'surprise.weekday.1',
  'surprise.weekday.2',
  'surprise.weekday.3',
  'surprise.weekday.4',
  'surprise.weekday.5',
  'surprise.weekday.6',
] as const;

function weekdayText(value: string, theme: Theme): Safe {
  const name = weekdays[Number(value)];
  return name === undefined ? theme.show(value) : theme.say(name);
}

const changes = {
  country: 'surprise.change.country',
  network: 'surprise.change.network',
  machine: 'surprise.change.machine',
  device: 'surprise.change.device',
  tunnel: 'surprise.change.tunnel',
} as const;

function changeText(value: string, theme: Theme): Safe {
  const [amount = '', what = ''] = value.split(' ');
  const name = Object.entries(changes).find(([changed]) => changed === what)?.[1];
  if (name === undefined) return theme.show(value);
  const number = grouped(Number(amount));
  const isOpen = Number(amount) >= mostChanges;
  return theme.say(name, {
    count: isOpen ? theme.say('surprise.orMore', { count: number }) : number,
  });
}
