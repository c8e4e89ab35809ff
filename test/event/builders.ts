import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';

let serial = 0;

/** A whole System Log record in Okta's own shape and key order; `over` replaces what a test is about. */
export function aRecord(over: JsonObject = {}): JsonObject {
  serial++;
  const record: { [key: string]: Json } = {
    actor: {
      id: '00u1aaaaaaaaaaaaaaa1',
      type: 'User',
      alternateId: 'ana@example.com',
      displayName: 'Ana Lopez',
      detailEntry: null,
    },
    client: {
      userAgent: {
        rawUserAgent:
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/117.0.0.0 Safari/537.36',
        os: 'Windows 10',
        browser: 'CHROME',
      },
      zone: 'null',
      device: 'Computer',
      id: null,
      ipAddress: '198.51.100.7',
      geographicalContext: {
        city: 'Lyon',
        state: 'Auvergne-Rhone-Alpes',
        country: 'France',
        postalCode: '69001',
        geolocation: { lat: 45.76, lon: 4.83 },
      },
    },
    device: null,
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      rootSessionId: '102rootSessionOfAna00001',
      externalSessionId: '102sessionOfAna000000001',
    },
    displayMessage: 'User single sign on to app',
    eventType: 'user.authentication.sso',
    outcome: { result: 'SUCCESS', reason: null },
    published: new Date(Date.UTC(2023, 9, 2, 9, 0, 0, serial % 1000)).toISOString(),
    securityContext: {
      asNumber: 64500,
      asOrg: 'home isp',
      isp: 'home isp',
      domain: 'example.net',
      isProxy: false,
    },
    severity: 'INFO',
    debugContext: {
      debugData: { requestId: 'Zrequest', dtHash: 'aa11', requestUri: '/app/slack/sso/saml' },
    },
    legacyEventType: null,
    transaction: { type: 'WEB', id: 'Ztransaction', detail: {} },
    uuid: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    version: '0',
    request: { ipChain: [] },
    target: [
      {
        id: '0oa1slack00000000000',
        type: 'AppInstance',
        alternateId: 'Slack',
        displayName: 'Slack',
        detailEntry: null,
      },
    ],
  };
  return { ...record, ...over };
}

/** {@link aRecord}, decoded. */
export function anEvent(over: JsonObject = {}): Event {
  const event = decodeEvent(aRecord(over));
  if (event.kind !== 'event') throw new Error(event.message);
  return event;
}
