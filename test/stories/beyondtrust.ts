import {
  adminAction,
  consoleDenied,
  consoleVisit,
  integrationsAnswer,
  passwordHealthReport,
  userCreated,
} from './administration.ts';
import { clock, hour } from './clock.ts';
import { adminMorning, lockoutAndHelp, machinery, newcomersArrive, ordinaryDay } from './day.ts';
import { strangeBrowser } from './machine.ts';
import { account, apps, othersThan, person } from './org.ts';
import { place } from './place.ts';
import { atHome, atOffice, movedTo, sessionOf } from './session.ts';
import { appOpen, appsInTurn, type Scene, signIn } from './signon.ts';
import type { Story } from './story.ts';
import { user } from './target.ts';

const sunday = clock('2023-10-01');
const monday = clock('2023-10-02');
const from = sunday('08:00:00');
const until = monday('20:30:00');

const ruth = person('Ruth Delgado');
const owen = person('Owen Pritchard');
const backdoor = account('svc_network_backup', 'svc_network_backup');

/** The session that the intruder takes over. */
const session = sessionOf(ruth, atOffice(ruth), 'monday');

const browsec = { operator: 'BROWSEC_VPN', type: 'VPN' } as const;
const oldChrome =
  'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.7113.93 Safari/537.36';
/** A browser with a device token of its own tries the console; requests without one follow. */
const browser = strangeBrowser(oldChrome, 'Windows 10', 'b7c1'.repeat(16));
const requests = strangeBrowser(oldChrome, 'Windows 10', null);
const byBrowser = movedTo(session, {
  machine: browser,
  place: place('198.16.74.203', 'Amsterdam', 'anonymiser', browsec),
});
const byApi = movedTo(session, {
  machine: requests,
  place: place('198.16.74.204', 'Amsterdam', 'anonymiser', browsec),
});

/** Ruth, who administers Okta, has trouble with her dashboard and reports it to Okta's support. */
const ownersDay: Scene = [
  ...weekendLook(),
  ...signIn(monday('14:02:11'), session, { factor: 'fastpass' }),
  ...appOpen(monday('14:06:40'), session, apps.slack),
  ...appOpen(monday('14:13:05'), session, apps.google),
  // Between these two she records her browser and uploads the recording: nothing of it is logged.
  ...appOpen(monday('14:36:20'), session, apps.tracker),
  ...appOpen(monday('14:58:03'), session, apps.wiki),
];

/** Half an hour after the sign-in the cookie from the recording is presented by somebody else. */
const attack: Scene = [
  ...consoleDenied(monday('14:29:37.412'), byBrowser, 'Administrators on managed devices', [
    'New Device',
    'New IP',
    'New Geo-Location',
    'New Country',
  ]),
  ...userCreated(monday('14:41:05.208'), byApi, backdoor),
  ...passwordHealthReport(monday('14:52:40.917'), byApi),
];

/** Owen sees the alert, ends the session and shuts both accounts; later Ruth is let in again. */
const response: Scene = (() => {
  const desk = sessionOf(owen, atOffice(owen), 'response');
  const back = sessionOf(ruth, atOffice(ruth), 'monday again');
  return [
    ...signIn(monday('15:03:18'), desk, { factor: 'fastpass' }),
    ...consoleVisit(monday('15:04:02'), desk),
    ...integrationsAnswer(monday('15:04:03.700'), desk),
    ...adminAction(monday('15:07:49'), desk, 'user.session.clear', [user(ruth)], {
      requestUri: `/api/v1/users/${ruth.id}/sessions`,
    }),
    ...adminAction(monday('15:09:26'), desk, 'user.lifecycle.deactivate', [user(backdoor)], {
      requestUri: `/api/v1/users/${backdoor.id}/lifecycle/deactivate`,
    }),
    ...adminAction(monday('15:10:58'), desk, 'user.lifecycle.suspend', [user(ruth)], {
      requestUri: `/api/v1/users/${ruth.id}/lifecycle/suspend`,
    }),
    ...adminAction(monday('17:31:12'), desk, 'user.lifecycle.unsuspend', [user(ruth)], {
      requestUri: `/api/v1/users/${ruth.id}/lifecycle/unsuspend`,
    }),
    ...signIn(monday('17:40:35'), back, { factor: 'fastpass' }),
    ...appsInTurn(monday('17:44:00'), back, [apps.slack, apps.google]),
  ];
})();

function weekendLook(): Scene {
  const evening = sessionOf(ruth, atHome(ruth), 'sunday');
  return [
    ...signIn(sunday('21:15:30'), evening),
    ...appOpen(sunday('21:19:02'), evening, apps.google),
  ];
}

const around: Scene = [
  ...ordinaryDay('2023-10-01', { staff: othersThan(ruth.name), share: 0.25 }),
  ...ordinaryDay('2023-10-02', { staff: othersThan(ruth.name), share: 0.95 }),
  ...machinery(from - hour, until),
  ...newcomersArrive(monday('06:00:04')),
  ...adminMorning(monday('08:12:40'), person('Edith Hargreaves')),
  ...lockoutAndHelp(monday('12:50:10'), person('Marcus Yeo'), person('Dale Whitaker')),
];

/** BeyondTrust, 2 October 2023: refused at the console, the thief of a session goes to the API. */
export const beyondtrust: Story = {
  slug: 'beyondtrust-2023-10-02',
  from,
  until,
  scenes: [around, ownersDay, attack, response],
};
