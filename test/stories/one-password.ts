import { adminAction, consoleVisit, integrationsAnswer } from './administration.ts';
import { clock, hour } from './clock.ts';
import { adminMorning, lockoutAndHelp, machinery, newcomersArrive, ordinaryDay } from './day.ts';
import { strangeBrowser } from './machine.ts';
import { type Account, apps, othersThan, person } from './org.ts';
import { place } from './place.ts';
import { atHome, atOffice, movedTo, sessionOf, withoutSession } from './session.ts';
import { appDenied, appOpen, appsInTurn, type Scene, signIn, signOut } from './signon.ts';
import type { Story } from './story.ts';
import { idp, report, user } from './target.ts';

const thursday = clock('2023-09-28');
const friday = clock('2023-09-29');
const monday = clock('2023-10-02');
const from = thursday('10:00:00');
const until = monday('20:00:00');

const bridget = person('Bridget Moran');
const owen = person('Owen Pritchard');
const google = idp('Google production');

/** The session of Friday, in which Bridget records her browser for Okta's support. */
const session = sessionOf(bridget, atOffice(bridget), 'friday');

/** The whole cookie jar was in the recording, so the device token moves with the session. */
const jar = strangeBrowser(
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0.4606.81 Safari/537.36',
  'Windows 10',
  bridget.laptop.dtHash,
);
const rented = place('203.0.113.250', 'Ashburn', 'anonymiser', {
  operator: 'PUBLIC_VPN',
  type: 'VPN',
});
const thief = movedTo(session, { machine: jar, place: rented });

/** Bridget's days: at home on Thursday, in the office and in the console on Friday. */
const ownersDays: Scene = (() => {
  const thursdays = sessionOf(bridget, atHome(bridget), 'thursday');
  return [
    ...signIn(thursday('12:47:20'), thursdays),
    ...appsInTurn(thursday('13:02:00'), thursdays, [apps.slack, apps.tracker]),
    ...signOut(thursday('20:58:14'), thursdays),
    ...signIn(friday('12:58:40'), session, { factor: 'fastpass' }),
    ...consoleVisit(friday('13:04:12'), session),
    ...integrationsAnswer(friday('13:04:13.300'), session),
    ...appOpen(friday('13:22:47'), session, apps.slack),
    // About 13:40 she creates the recording at the request of support.
    ...appOpen(friday('14:31:09'), session, apps.google),
    ...appOpen(friday('15:17:26'), session, apps.tracker),
  ];
})();

/** The session is used from elsewhere: dashboard refused, identity provider changed, report asked. */
const attack: Scene = [
  ...appDenied(friday('14:57:03.619'), thief, apps.dashboard, 'Any two factors', [
    'New Device',
    'New IP',
    'New Geo-Location',
  ]),
  ...adminAction(friday('15:02:31.274'), thief, 'system.idp.lifecycle.update', [google], {
    requestUri: `/api/v1/idps/${google.id}`,
  }),
  ...adminAction(friday('15:03:10.088'), thief, 'system.idp.lifecycle.activate', [google], {
    requestUri: `/api/v1/idps/${google.id}/lifecycle/activate`,
  }),
  ...adminAction(
    friday('15:09:55.903'),
    thief,
    'analytics.reports.export.request',
    [report('Administrators')],
    { requestUri: '/api/internal/reports/administrators/export' },
  ),
];

/** The mail about a report she never asked for alarms Bridget; Owen undoes the change. */
const response: Scene = (() => {
  const desk = sessionOf(owen, atOffice(owen), 'response');
  return [
    ...signIn(friday('15:41:50'), desk, { factor: 'fastpass' }),
    ...consoleVisit(friday('15:42:31'), desk),
    ...integrationsAnswer(friday('15:42:32.700'), desk),
    ...adminAction(friday('15:45:08'), desk, 'user.session.clear', [user(bridget)], {
      requestUri: `/api/v1/users/${bridget.id}/sessions`,
    }),
    ...adminAction(friday('15:52:19'), desk, 'system.idp.lifecycle.deactivate', [google], {
      requestUri: `/api/v1/idps/${google.id}/lifecycle/deactivate`,
    }),
    ...adminAction(friday('15:53:44'), desk, 'system.idp.lifecycle.delete', [google], {
      requestUri: `/api/v1/idps/${google.id}`,
    }),
  ];
})();

/** On Monday somebody comes through the identity provider that is no longer there. */
const secondTry: Scene = (() => {
  const nobody: Account = { id: 'unknown', login: 'unknown', name: 'unknown' };
  const knock = withoutSession(nobody, { machine: { ...jar, dtHash: null }, place: rented });
  return adminAction(monday('11:42:27.550'), knock, 'user.authentication.auth_via_IDP', [google], {
    result: 'FAILURE',
    reason: 'Identity provider not found or not active',
    requestUri: `/sso/saml2/${google.id}`,
  });
})();

const staff = othersThan(bridget.name);
const around: Scene = [
  ...ordinaryDay('2023-09-28', { staff, share: 0.3 }),
  ...ordinaryDay('2023-09-29', { staff, share: 0.45 }),
  ...ordinaryDay('2023-09-30', { staff, share: 0.05 }),
  ...ordinaryDay('2023-10-01', { staff, share: 0.05 }),
  ...ordinaryDay('2023-10-02', { staff, share: 0.3 }),
  ...machinery(from - hour, until),
  ...newcomersArrive(friday('06:00:04')),
  ...adminMorning(friday('08:31:16'), person('Edith Hargreaves')),
  ...lockoutAndHelp(thursday('14:10:22'), person('Lucien Abara'), person('Dale Whitaker')),
];

/** 1Password, 29 September 2023: an existing identity provider is changed, nothing is created. */
export const onePassword: Story = {
  slug: '1password-2023-09-29',
  from,
  until,
  scenes: [around, ownersDays, attack, response, secondTry],
};
