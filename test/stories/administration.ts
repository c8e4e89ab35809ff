import type { JsonObject } from '../../src/event/json.ts';
import { second } from './clock.ts';
import { type Oddity, verdict } from './debug.ts';
import { dice } from './dice.ts';
import type { EventType } from './kind.ts';
import { type Account, type Automation, apps, nowhere, oktaIntegrations } from './org.ts';
import { movedTo, runOf, type Session } from './session.ts';
import { appDenied, type Scene, scene } from './signon.ts';
import { appFor, group, policy, report, type Target, user } from './target.ts';

/** What may be told of an administrator's deed beside who did what to whom. */
export interface Deed {
  readonly result?: string;
  readonly reason?: string | null;
  readonly requestUri?: string;
  readonly debug?: JsonObject;
}

/** The session enters the admin console: the policy says yes, and the visit is logged. */
export function consoleVisit(at: number, session: Session): Scene {
  const request = `console ${at}`;
  return scene(
    {
      at,
      type: 'policy.evaluate_sign_on',
      session,
      targets: policy(apps.console, 'Administrators on managed devices'),
      result: 'ALLOW',
      reason: 'Sign-on policy evaluation resulted in ALLOW',
      requestUri: '/oauth2/v1/authorize',
      request,
      debug: verdict(),
    },
    {
      at: at + 350,
      type: 'user.session.access_admin_app',
      session,
      targets: appFor(apps.console, session.who),
      requestUri: apps.console.path,
      request,
    },
  );
}

/**
 * Okta's integration service answers the visit: two records in the same session, from Okta's own
 * address and with its own agent.
 */
export function integrationsAnswer(at: number, session: Session): Scene {
  const service = movedTo(session, oktaIntegrations);
  return scene(
    {
      at,
      type: 'policy.evaluate_sign_on',
      session: service,
      targets: policy(apps.console, 'Administrators on managed devices'),
      result: 'ALLOW',
      reason: 'Sign-on policy evaluation resulted in ALLOW',
      requestUri: '/oauth2/v1/token',
    },
    {
      at: at + 420,
      type: 'user.authentication.sso',
      session: service,
      targets: appFor(apps.console, session.who),
      requestUri: '/oauth2/v1/token',
      debug: { signOnMode: 'OpenID Connect', initiationType: 'NA' },
    },
  );
}

/** The console refuses the session: the policy says no, and the visit is logged as failed. */
export function consoleDenied(
  at: number,
  session: Session,
  rule: string,
  odd: readonly Oddity[] = [],
): Scene {
  return [
    ...appDenied(at, session, apps.console, rule, odd),
    ...scene({
      at: at + 240,
      type: 'user.session.access_admin_app',
      session,
      targets: appFor(apps.console, session.who),
      result: 'FAILURE',
      reason: 'ACCESS_DENIED',
      requestUri: apps.console.path,
      request: `denied ${apps.console.name} ${at}`,
    }),
  ];
}

/** An administrator's deed in a session, through the console or straight at the API. */
export function adminAction(
  at: number,
  session: Session,
  type: EventType,
  targets: readonly Target[],
  deed: Deed = {},
): Scene {
  return scene({ at, type, session, targets, ...deed });
}

/** A user is created and, a moment later, activated. */
export function userCreated(at: number, session: Session, who: Account): Scene {
  return [
    ...adminAction(at, session, 'user.lifecycle.create', [user(who)], {
      requestUri: '/api/v1/users',
      debug: { url: '/api/v1/users?activate=false' },
    }),
    ...adminAction(at + 2_350, session, 'user.lifecycle.activate', [user(who)], {
      requestUri: `/api/v1/users/${who.id}/lifecycle/activate`,
    }),
  ];
}

/** All factors of `who` are reset by the session's owner. */
export function factorsReset(at: number, session: Session, who: Account): Scene {
  return adminAction(at, session, 'user.mfa.factor.reset_all', [user(who)], {
    requestUri: `/api/v1/users/${who.id}/lifecycle/reset_factors`,
  });
}

/** The password-health report is asked for. */
export function passwordHealthReport(at: number, session: Session): Scene {
  return adminAction(at, session, 'analytics.reports.export.request', [report('Password Health')], {
    requestUri: '/reports/password-health/async_csv_download_schedule',
  });
}

/** A program with an API token creates a user, activates it and gives it a group and an application. */
export function provisioned(at: number, by: Automation, who: Account, team: string): Scene {
  const run = runOf(by, `${at}`);
  return [
    ...userCreated(at, run, who),
    ...adminAction(at + 4 * second, run, 'group.user_membership.add', [user(who), group(team)], {
      requestUri: `/api/v1/groups/${group(team).id}/users/${who.id}`,
    }),
    ...adminAction(
      at + 6 * second,
      run,
      'application.user_membership.add',
      [user(who), ...appFor(apps.google, who)],
      { requestUri: `/api/v1/apps/${apps.google.id}/users` },
    ),
  ];
}

const system: Account = {
  id: '00u00000000system000',
  login: 'system@okta.com',
  name: 'Okta System',
};

/** Okta itself acts: no address, no agent. In a session if `cause` is given, by its root only. */
export function systemAction(
  at: number,
  type: EventType,
  targets: readonly Target[],
  cause?: Session,
): Scene {
  const external = `trs${dice('system', at, type).letters(22)}`;
  const session = { who: system, seat: nowhere, external, root: cause?.root ?? null, token: null };
  return scene({ at, type, session, targets, actorType: 'SystemPrincipal' });
}
