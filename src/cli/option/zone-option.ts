import { zoneNamed, zoneNames } from '../../event/time-zone.ts';
import { tell } from '../../language/message.ts';
import { nearest } from '../../rule/yaml/did-you-mean.ts';
import { misuse } from '../failure.ts';

/** What people write for a zone that the tz database calls otherwise. */
const nicknames: Readonly<Record<string, string>> = {
  jst: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
  ist: 'Asia/Kolkata',
  bst: 'Europe/London',
  cest: 'Europe/Berlin',
  edt: 'America/New_York',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
};

/** The zone given with `--tz`, by its name in the tz database; `local` is that of this machine. Else misuse. */
export function parseZone(text: string): string {
  if (text.toLowerCase() === 'utc') return 'UTC';
  if (text.toLowerCase() === 'local') return Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = zoneNamed(text);
  if (zone !== undefined) return zone;
  const near = likeliest(text);
  const advice =
    near === undefined ? tell('misuse.giveZone') : tell('misuse.didYouMean', { name: near });
  throw misuse(tell('misuse.noZone', { text }), advice);
}

/** `Tokyo` is the end of a name, and `Tokio` or `Asia/Tokio` nearly one. */
function likeliest(text: string): string | undefined {
  const folded = text.toLowerCase().replaceAll(' ', '_');
  const names = zoneNames();
  const cities = new Map(names.map((name) => [name.split('/').at(-1)?.toLowerCase() ?? '', name]));
  const city = nearest(folded, cities.keys());
  return (
    nicknames[folded] ??
    cities.get(folded) ??
    nearest(text, [...names, 'local']) ??
    (city === undefined ? undefined : cities.get(city))
  );
}
