/**
 * What a session can show, and to which aspect of it each belongs. Values of one aspect come together (a new country
 * brings a new network), so of each aspect only the most improbable one counts.
 */
export const features = [
  { name: 'country', aspect: 'place' },
  { name: 'region', aspect: 'place' },
  { name: 'network', aspect: 'place' },
  { name: 'address', aspect: 'place' },
  { name: 'tunnel', aspect: 'place' },
  { name: 'machine', aspect: 'machine' },
  { name: 'device', aspect: 'machine' },
  { name: 'application', aspect: 'application' },
  { name: 'grant', aspect: 'application' },
  { name: 'server', aspect: 'application' },
  { name: 'factor', aspect: 'entry' },
  { name: 'entry', aspect: 'entry' },
  { name: 'first-step', aspect: 'entry' },
  { name: 'act', aspect: 'act' },
  { name: 'refusal', aspect: 'act' },
  { name: 'hour', aspect: 'time' },
  { name: 'weekday', aspect: 'time' },
  { name: 'change', aspect: 'change' },
] as const satisfies readonly { readonly name: string; readonly aspect: string }[];

export type FeatureName = (typeof features)[number]['name'];
export type Aspect = (typeof features)[number]['aspect'];

/** The place of each feature in the table. */
export const featureNumbers = Object.fromEntries(
  features.map(({ name }, place) => [name, place]),
) as Readonly<Record<FeatureName, number>>;

/** What a session keeps to as a rule: that several of one kind were seen in it is a feature of its own. */
export const changeable: readonly FeatureName[] = [
  'country',
  'network',
  'machine',
  'device',
  'tunnel',
];

/** What peers have in common: who uses the same applications and networks is compared with each other. */
export const peerFeatures: ReadonlySet<FeatureName> = new Set(['application', 'network']);
