import { partPathOf } from './field-part.ts';
import { endsInFilter, stepsOf } from './member-filter.ts';

/** What can stand at a place of an event; lists of it as well, since paths fan out. */
export type Shape =
  /** A text, a number, true or false. What people outside write (names, agents) is never opened. */
  | { readonly kind: 'text' }
  | MapShape
  | { readonly kind: 'list'; readonly of: Shape }
  /** Anything: a text, a map, a list; text that is one of the latter is opened. */
  | { readonly kind: 'free' };

/** A map with fields of known names. */
export interface MapShape {
  readonly kind: 'map';
  readonly fields: ReadonlyMap<string, Shape>;
  /** Which text stands for the map itself: JSON, what Okta writes of Java maps as well, or none. */
  readonly opens: Opens;
  /** Whether it can have fields beside those that are known. */
  readonly isOpen: boolean;
  /** Whether comparisons with text see the text that stands for it; a map of fixed fields has none. */
  readonly hasText: boolean;
  /** Whether Okta writes the map as a text. */
  readonly isWritten: boolean;
}

/**
 * Which texts are opened: none; JSON; also the text of a Java map or list in brackets; also that of a
 * map without its braces.
 */
export type Opens = 'none' | 'json' | 'java' | 'bare';

const text: Shape = { kind: 'text' };
const free: Shape = { kind: 'free' };

/** A map of fixed fields: names of texts, and what is no text. */
function map(texts: string, others: Readonly<Record<string, Shape>> = {}): MapShape {
  return mapOf(texts, others, { opens: 'json', isOpen: false, hasText: false, isWritten: false });
}

/** A map with further fields, of which Okta promises nothing. */
function openMap(texts: string, others: Readonly<Record<string, Shape>> = {}): MapShape {
  return mapOf(texts, others, { opens: 'java', isOpen: true, hasText: true, isWritten: false });
}

function mapOf(
  texts: string,
  others: Readonly<Record<string, Shape>>,
  rest: Omit<MapShape, 'kind' | 'fields'>,
): MapShape {
  const names = texts.split(/\s+/).filter((name) => name !== '');
  const fields = new Map([
    ...names.map((name) => [name, text] as const),
    ...Object.entries(others),
  ]);
  return { kind: 'map', fields, ...rest };
}

function list(of: Shape): Shape {
  return { kind: 'list', of };
}

/** A map that Okta writes as the text of a Java map, now and then without its braces. */
function written(texts: string, others: Readonly<Record<string, Shape>> = {}): MapShape {
  return { ...openMap(texts, others), opens: 'bare', isWritten: true };
}

const place = map('city state country postalCode', { geolocation: map('lat lon') });
const network = map('asNumber asOrg isp domain', {
  ipServiceCategories: list(map('type operator isAnonymous')),
});
const principal = { detailEntry: openMap('') };
const risk = written('level previousLevel previous_level detectionName issuer', {
  reasons: list(text),
});

/** Names of `debugContext.debugData` that are plain text (Okta: event type catalogue). */
const debugTexts = `
  requestId requestUri url traceId authnRequestId origin redirectUri dtHash deviceFingerprint ja3 ja4
  proxyType anonymizerStatus threatSuspected privilegeGranted privilegeRevoked initiationType
  signOnMode factor factorIntent keyTypeUsedForAuthentication pushOnlyResponseType
  pushWithNumberChallengeResponseType oktaUserAgentExtended previousIpAddress newIpAddress
  externalSessionId grantType grantedScopes requestedScopes clientAuthType clientSecret networkConnection
  RECOVERY_TOKEN UserComment AppName device_UDID phoneNumber userProvidedUsername usernameOrEmail
  errorMessage`;

const debugData = openMap(debugTexts, {
  behaviors: written(''),
  risk,
  partnerRisk: free,
  securityConditions: free,
  logOnlySecurityData: written('', {
    risk: openMap('level', { reasons: list(text) }),
    behaviors: openMap(''),
  }),
  riskChange: free,
  threatDetections: free,
  tunnels: free,
  associatedProxies: free,
  changedDeviceSignals: free,
  originalPrincipal: openMap('id type alternateId displayName', principal),
});

/**
 * The System Log's event: every field that Okta documents or is seen to write (LogEvent of its API
 * description, `log_fields.csv` of its customer detections, and the event type catalogue). Maps whose
 * fields Okta leaves open can have others.
 */
export const eventShape: MapShape = map(
  'uuid published eventType version severity legacyEventType displayMessage insertionTimestamp',
  {
    actor: map('id type alternateId displayName login', principal),
    client: map('zone device id ipAddress', {
      // An agent is written by whoever sends it, also where a product keeps nothing else of the map.
      userAgent: { ...map('rawUserAgent os browser'), opens: 'none' },
      geographicalContext: place,
    }),
    device: map(
      `id name os_platform os_version managed registered disk_encryption_type screen_lock_type
       jailbreak secure_hardware_present`,
      { device_integrator: openMap('') },
    ),
    authenticationContext: map(
      `authenticationProvider authenticationStep credentialProvider credentialType interface
       externalSessionId rootSessionId`,
      { issuer: map('id type'), authenticatorContext: openMap('') },
    ),
    authenticatorContext: openMap(''),
    outcome: map('result reason'),
    securityContext: map('asNumber asOrg isp domain isProxy', {
      risk,
      ipDetails: network,
      userBehaviors: list(map('id name result')),
      botProtection: map('level'),
    }),
    request: map('', {
      ipChain: list(map('ip version source', { geographicalContext: place, ipDetails: network })),
    }),
    target: list(
      map('id type alternateId displayName login', {
        ...principal,
        changeDetails: openMap('', { from: openMap(''), to: openMap('') }),
      }),
    ),
    transaction: map('id type', { detail: openMap('requestApiTokenId') }),
    debugContext: map('', { debugData }),
  },
);

/** An alert as an event: beside fields of its own it has those of the event that it explains. */
export const alertShape: MapShape = {
  ...eventShape,
  fields: new Map<string, Shape>([
    ...eventShape.fields,
    ['rule', map('id name title', { tags: list(text) })],
    ['level', text],
    ['score', text],
    ['tactic', list(text)],
    ['technique', list(text)],
    ['entity', list(map('id type name role'))],
  ]),
};

/** What stands at a path of the log or of an alert; undefined where neither can have it, and for parts. */
export function shapeAt(path: string): Shape | undefined {
  if (partPathOf(path)) return undefined;
  const shape = shapeAlong(stepsOf(path));
  return shape?.kind === 'list' && endsInFilter(path) ? shape.of : shape;
}

/** The same along names. */
export function shapeAlong(names: readonly string[]): Shape | undefined {
  return follow(names, alertShape).shape;
}

/** What stands under a key of a map, or of the maps of a list; undefined where the key is unknown. */
export function shapeUnder(shape: Shape, key: string): Shape | undefined {
  if (shape.kind === 'list') return shapeUnder(shape.of, key);
  if (shape.kind === 'free') return shape;
  if (shape.kind === 'text') return undefined;
  return shape.fields.get(key) ?? (shape.isOpen ? free : undefined);
}

/** Which texts are opened where a shape stands. */
export function opensAt(shape: Shape | undefined): Opens {
  if (shape === undefined || shape.kind === 'text') return 'none';
  if (shape.kind === 'map') return shape.opens;
  if (shape.kind === 'free') return 'java';
  return shape.of.kind === 'map' ? shape.of.opens : 'java';
}

/** Whether what stands there has a text: a map of fixed fields has none, nor has a list of them. */
export function hasText(shape: Shape): boolean {
  if (shape.kind === 'list') return hasText(shape.of);
  return shape.kind !== 'map' || shape.hasText;
}

/** A path followed into a shape. */
export interface Followed {
  /** The path in the spelling of the shape, as far as it was followed, the rest as given. */
  readonly spelled: string;
  /** What stands there; undefined if no event of the shape can have the path. */
  readonly shape: Shape | undefined;
  /** If it can have none: how many of the steps it can have, and what stands there. */
  readonly known: { readonly steps: readonly string[]; readonly shape: Shape };
}

/** Follows the steps of a path, whatever their case where the spelled name is not there. */
export function follow(steps: readonly string[], root: Shape): Followed {
  let shape = root;
  const taken: string[] = [];
  for (const [at, step] of steps.entries()) {
    while (shape.kind === 'list') shape = shape.of;
    const spelled = shape.kind === 'map' ? nameIn(shape, step) : undefined;
    const inner = spelled === undefined ? undefined : (shape as MapShape).fields.get(spelled);
    if (spelled !== undefined && inner) {
      taken.push(spelled);
      shape = inner;
      continue;
    }
    const isAny = shape.kind === 'free' || (shape.kind === 'map' && shape.isOpen);
    const path = [...taken, ...steps.slice(at)].join('.');
    return { spelled: path, shape: isAny ? free : undefined, known: { steps: taken, shape } };
  }
  return { spelled: taken.join('.'), shape, known: { steps: taken, shape } };
}

/** The name of a map's field that is spelled so, or so but for its case. */
function nameIn({ fields }: MapShape, step: string): string | undefined {
  if (fields.has(step)) return step;
  const folded = step.toLowerCase();
  return [...fields.keys()].find((name) => name.toLowerCase() === folded);
}

/** Whether a name is that of a top-level field, whatever its case: a window of such a name would hide it. */
export function isEventField(name: string): boolean {
  return nameIn(eventShape, name) !== undefined;
}

/** Every path of a shape that can be named, maps and lists included. */
export function pathsIn(shape: Shape, prefix = ''): readonly string[] {
  if (shape.kind === 'list') return pathsIn(shape.of, prefix);
  if (shape.kind !== 'map') return [];
  return [...shape.fields].flatMap(([name, inner]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return [path, ...pathsIn(inner, path)];
  });
}
