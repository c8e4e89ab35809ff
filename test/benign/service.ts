import type { JsonObject } from '../../src/event/json.ts';
import { minute, second } from '../stories/clock.ts';
import { dice } from '../stories/dice.ts';
import type { EventType } from '../stories/kind.ts';
import { program } from '../stories/machine.ts';
import { apps } from '../stories/org.ts';
import { place } from '../stories/place.ts';
import { movedTo, type Session } from '../stories/session.ts';
import { appOpen, type Scene, scene } from '../stories/signon.ts';
import { appFor, group, policy, user } from '../stories/target.ts';

/** The records with other values under some of their keys; a section that is missing is made. */
export function amended(told: Scene, changes: Readonly<Record<string, JsonObject>>): Scene {
  return told.map((entry) => ({
    ...entry,
    ...Object.fromEntries(
      Object.entries(changes).map(([key, change]) => [
        key,
        { ...(entry[key] as JsonObject | null), ...change },
      ]),
    ),
  }));
}

const amazon = {
  asNumber: 14618,
  asOrg: 'amazon data services nova',
  isp: 'amazon technologies inc.',
};
const unplaced = { asNumber: null, asOrg: null, isp: null, domain: null };

/**
 * What Okta's own back end writes into an administrator's session while the console opens: from
 * rented servers or an address of which nothing is known, as one of Okta's own clients.
 */
export function backEnd(at: number, session: Session): Scene {
  const thrown = dice('back end', at, session.who.login);
  const seat = {
    machine: program('Okta-Integrations'),
    place: place(`192.0.2.${220 + thrown.below(20)}`, 'Ashburn', 'cloud'),
  };
  const within = movedTo(session, seat);
  const { who } = session;
  const told = scene(
    ...(
      [
        ['policy.evaluate_sign_on', policy(apps.console, 'Administrators')],
        ['app.oauth2.token.grant.access_token', []],
        ['user.authentication.sso', thrown.chance(0.5) ? appFor(apps.console, who) : []],
        ['user.session.access_admin_app', [user(who)]],
        ...(thrown.chance(0.2)
          ? ([['group.user_membership.add', [user(who), group('Everyone')]]] as const)
          : []),
        ...(thrown.chance(0.3) ? ([['user.session.start', []]] as const) : []),
      ] as const
    ).map(([type, targets], index) => ({
      at: at + 400 + index * 310,
      type: type satisfies EventType,
      session: within,
      targets,
      requestUri: '/oauth2/v1/token',
    })),
  );
  return amended(told, {
    client: { id: 'okta.11111111-2222-5333-8444-555555555555' },
    securityContext: thrown.chance(0.5) ? amazon : unplaced,
  });
}

const backChannel: readonly EventType[] = [
  'app.oauth2.token.grant.access_token',
  'app.oauth2.token.grant.id_token',
  'app.oauth2.token.grant.refresh_token',
  'app.oauth2.as.evaluate.claim',
  'app.oauth2.as.consent.grant',
  'app.oauth2.interact.interaction_handle',
  'app.oauth2.as.interact.interaction_code',
  'app.oauth2.signon',
  'app.oauth2.invalid_client_credentials',
  'user.authentication.verify',
];

/** An application of the company is opened, and its server does the rest from the data centre. */
export function serverApp(at: number, session: Session): Scene {
  const thrown = dice('back channel', at, session.who.login);
  const server = {
    machine: {
      ...program(
        thrown.pick(['okta-aspnet/4.1', 'axios/1.6.0', 'Java/17.0.8', 'Go-http-client/2.0']),
      ),
      dtHash: thrown.chance(0.5) ? thrown.hex(64) : null,
    },
    place: place(`192.0.2.${60 + thrown.below(4)}`, 'Dublin', 'cloud'),
  };
  const within = movedTo(session, server);
  return [
    ...appOpen(at, session, apps.expenses),
    ...scene({ at: at + 300, type: 'app.oauth2.authorize.code', session, targets: [] }),
    ...scene(
      ...backChannel
        .filter((_, index) => index < 2 || thrown.chance(0.25))
        .map((type, index) => ({
          at: at + second + index * 200,
          type,
          session: within,
          targets: [],
          requestUri: '/oauth2/v1/token',
        })),
    ),
    // Some servers renew their tokens for hours.
    ...(thrown.chance(0.3)
      ? scene({
          at: at + 61 * minute,
          type: 'app.oauth2.token.grant.refresh_token',
          session: within,
          targets: [],
          requestUri: '/oauth2/v1/token',
        })
      : []),
  ];
}
