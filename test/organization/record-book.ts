import type { Json, JsonObject } from '../../src/event/json.ts';
import { type Dice, dice } from '../stories/dice.ts';
import type { Target } from '../stories/target.ts';
import { Acquaintance, verdictOf } from './acquaintance.ts';
import { type Cause, causeCode } from './cause.ts';
import type { Site } from './network.ts';
import type { Visit } from './visit.ts';
import { wordsFor } from './wording.ts';

/** One thing that happens, before it is written the way Okta writes it. */
export interface Deed {
  readonly at: number;
  readonly type: string;
  readonly visit: Visit;
  readonly targets?: readonly Target[];
  /** SUCCESS unless told otherwise. */
  readonly result?: string;
  readonly reason?: string | null;
  readonly uri?: string;
  readonly debug?: JsonObject;
  /** Deeds of one request share this text, and with it the transaction. */
  readonly request?: string;
  readonly credential?: string;
  /** The issuer of the assertion, if it is not Okta. */
  readonly issuer?: JsonObject | null;
  /** Whether Okta's behaviour detection judges it, and whether it learns from it. */
  readonly judged?: 'only' | 'and learnt';
}

const refusals: ReadonlySet<string> = new Set(['FAILURE', 'DENY']);
const noSecurity = { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null };
const noClient = {
  userAgent: null,
  zone: null,
  device: null,
  id: null,
  ipAddress: null,
  geographicalContext: null,
};

/** What writes deeds down, all of them for one cause. */
export interface Pen {
  readonly isClassic: boolean;
  readonly write: (deed: Deed) => void;
  /** A pen for another cause; in a story all pens are one. */
  readonly as: (cause: Cause) => Pen;
}

export interface BookOptions {
  readonly isClassic: boolean;
  readonly thrown: Dice;
  /** What Okta knows of the user of this id; nobody is known without it. */
  readonly known?: (id: string) => Acquaintance;
  /** The digits that end every uuid of a story. */
  readonly storyCode?: string;
}

/** Writes the records of one stretch of time. */
export class RecordBook implements Pen {
  readonly records: JsonObject[] = [];
  readonly isClassic: boolean;
  readonly #options: BookOptions;
  readonly #thrown: Dice;
  readonly #known: (id: string) => Acquaintance;
  readonly #pens = new Map<Cause, Pen>();

  constructor(options: BookOptions) {
    this.#options = options;
    this.isClassic = options.isClassic;
    this.#thrown = options.thrown;
    this.#known = options.known ?? (() => new Acquaintance());
  }

  as(cause: Cause): Pen {
    const { storyCode } = this.#options;
    if (storyCode !== undefined) return this;
    const own = this.#pens.get(cause);
    if (own) return own;
    const code = causeCode(cause);
    const pen: Pen = {
      isClassic: this.isClassic,
      write: (deed) => this.#put(deed, code),
      as: (other) => this.as(other),
    };
    this.#pens.set(cause, pen);
    return pen;
  }

  write(deed: Deed): void {
    this.#put(deed, this.#options.storyCode ?? causeCode('desk sign-in'));
  }

  #put(deed: Deed, code: string): void {
    const { at, type, visit, result = 'SUCCESS', reason = null, targets = [] } = deed;
    const failed = refusals.has(result);
    const { message, legacy } = wordsFor(type, failed);
    const requestId = this.#requestId(deed);
    const { who, kind, site } = visit;
    this.records.push({
      actor: {
        id: who.id,
        type: kind,
        alternateId: who.login,
        displayName: who.name,
        detailEntry: null,
      },
      client: client(visit, at),
      device: this.isClassic ? null : deviceEntry(visit),
      authenticationContext: {
        authenticationProvider: deed.credential ? 'FACTOR_PROVIDER' : null,
        credentialProvider: deed.credential ? 'OKTA_CREDENTIAL_PROVIDER' : null,
        credentialType: deed.credential ?? null,
        issuer: deed.issuer ?? null,
        interface: null,
        authenticationStep: 0,
        rootSessionId: visit.root,
        externalSessionId: visit.external,
      },
      displayMessage: message,
      eventType: type,
      outcome: { result, reason },
      published: new Date(at).toISOString(),
      securityContext: site ? security(site) : noSecurity,
      severity: failed ? 'WARN' : 'INFO',
      debugContext: { debugData: this.#debug(deed, requestId) },
      legacyEventType: legacy,
      transaction: {
        type: site ? 'WEB' : 'JOB',
        id: requestId,
        detail: visit.token === null ? {} : { requestApiTokenId: visit.token },
      },
      uuid: this.#uuid(at, code),
      version: '0',
      request: {
        ipChain: site
          ? [
              {
                ip: site.ip,
                geographicalContext: site.town.geography,
                version: site.ip.includes(':') ? 'V6' : 'V4',
                source: null,
              },
            ]
          : [],
      },
      target: targets.length === 0 ? null : [...targets],
    });
  }

  #debug(deed: Deed, requestId: string): JsonObject {
    const { visit, uri = '/idp/idx/identify', debug, judged } = deed;
    const { site, device } = visit;
    if (!site) return { requestId, ...debug };
    const tunnels = site.service && {
      tunnels: JSON.stringify([
        {
          operator: site.service.operator,
          type: site.service.type,
          anonymous: site.service.isAnonymous,
        },
      ]),
    };
    const known = judged ? this.#known(visit.who.id) : undefined;
    const verdict =
      known && verdictOf(known.meet(site, device, judged === 'and learnt'), this.isClassic);
    return {
      requestId,
      ...(device.token && { dtHash: device.token, deviceFingerprint: device.fingerprint }),
      requestUri: uri,
      url: `${uri}?`,
      traceId: this.#trace(),
      threatSuspected: 'false',
      ...tunnels,
      ...verdict,
      ...debug,
    };
  }

  #requestId({ request, visit }: Deed): string {
    if (request === undefined) return `Z${this.#word()}${this.#word()}${this.#word()}xk`;
    const own = dice('sim request', request, visit.who.login);
    return `Z${hexWord(own)}${hexWord(own)}${hexWord(own)}xk`;
  }

  #trace(): string {
    const [a, b, c, d] = [this.#word(), this.#word(), this.#word(), this.#word()];
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-9${c.slice(0, 3)}-${d}${c.slice(4)}`;
  }

  #word(): string {
    return hexWord(this.#thrown);
  }

  #uuid(at: number, code: string): string {
    const [a, b] = [this.#word(), this.#word()];
    const time = (at * 16).toString(16).padStart(12, '0').slice(-12);
    return `${time.slice(4)}-${time.slice(0, 4)}-1${a.slice(0, 3)}-9${a.slice(3, 6)}-${b}${code}`;
  }
}

function hexWord(thrown: Dice): string {
  return thrown
    .below(2 ** 32)
    .toString(16)
    .padStart(8, '0');
}

function client(visit: Visit, at: number): JsonObject {
  const { site, device } = visit;
  if (!site) return noClient;
  return {
    userAgent: device.agentAt(at) as unknown as JsonObject,
    zone: site.zone,
    device: device.kind,
    id: visit.client,
    ipAddress: site.ip,
    geographicalContext: site.town.geography,
  };
}

function deviceEntry({ device }: Visit): Json {
  const { enrolled, kind } = device;
  if (!enrolled) return null;
  return {
    id: enrolled.id,
    name: enrolled.name,
    os_platform: enrolled.platform,
    os_version: enrolled.version,
    managed: enrolled.managed,
    registered: true,
    device_integrator: null,
    disk_encryption_type: kind === 'Computer' ? 'ALL_INTERNAL_VOLUMES' : 'FULL',
    screen_lock_type: 'BIOMETRIC',
    jailbreak: kind === 'Mobile' ? false : null,
    secure_hardware_present: true,
  };
}

function security({ network, isProxy, service }: Site): JsonObject {
  if (!service) return { ...network, isProxy };
  const category = {
    type: service.type,
    operator: service.operator,
    isAnonymous: service.isAnonymous,
  };
  return { ...network, isProxy, ipDetails: { ...network, ipServiceCategories: [category] } };
}
