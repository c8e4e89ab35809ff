import { adminAction, consoleVisit, integrationsAnswer } from './administration.ts';
import { clock, hour } from './clock.ts';
import { adminMorning, lockoutAndHelp, machinery, newcomersArrive, ordinaryDay } from './day.ts';
import { strangeBrowser } from './machine.ts';
import { apps, othersThan, person } from './org.ts';
import { place } from './place.ts';
import { atOffice, movedTo, sessionOf } from './session.ts';
import { appOpen, appOpenUnasked, type Scene, signIn } from './signon.ts';
import type { Story } from './story.ts';
import { group, user } from './target.ts';

const tuesday = clock('2023-10-17');
const wednesday = clock('2023-10-18');
const from = tuesday('05:00:00');
const until = wednesday('18:00:00');

const nora = person('Nora Castellano');
const marcus = person('Marcus Yeo');
const owen = person('Owen Pritchard');

/** Nora's session. It began on Monday, before the log opens. */
const session = sessionOf(nora, atOffice(nora), 'monday');

const oldChrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.83 Safari/537.36';
const thief = movedTo(session, {
  machine: strangeBrowser(oldChrome, 'Mac OS X', '4e90'.repeat(16)),
  place: place('2.56.164.52', 'Amsterdam', 'anonymiser', {
    operator: 'NEXUS_PROXY',
    type: 'PROXY',
  }),
});
/** Another exit, which Okta does not know for a proxy. */
const thiefElsewhere = movedTo(thief, {
  place: place('104.251.211.122', 'Singapore', 'anonymiser'),
});

const refused = {
  result: 'FAILURE',
  reason: 'You do not have permission to perform the requested action',
} as const;

/** Nora goes on with her session from the office, on both days. */
const ownersDays: Scene = [
  ...appOpen(tuesday('12:58:07'), session, apps.slack),
  ...consoleVisit(tuesday('14:20:33'), session),
  ...integrationsAnswer(tuesday('14:20:34.900'), session),
  ...adminAction(
    tuesday('14:26:50'),
    session,
    'group.user_membership.add',
    [user(person('Violet Kimura')), group('Salesforce Users')],
    { requestUri: `/api/v1/groups/${group('Salesforce Users').id}/users` },
  ),
  ...appOpen(tuesday('18:41:15'), session, apps.google),
  ...appOpen(tuesday('21:03:29'), session, apps.tracker),
  // During the evening she attaches a recording of her browser to a support case.
  ...appOpen(wednesday('13:06:44'), session, apps.slack),
  ...appOpen(wednesday('13:31:02'), session, apps.github),
  ...appOpen(wednesday('14:09:51'), session, apps.google),
];

/** The token from the ticket opens applications and the console, then reaches for a second account. */
const attack: Scene = [
  ...appOpenUnasked(wednesday('13:52:18.064'), thief, apps.wiki),
  ...appOpenUnasked(wednesday('13:52:55.731'), thief, apps.tracker),
  ...appOpenUnasked(wednesday('13:54:12.390'), thiefElsewhere, apps.github),
  ...consoleVisit(wednesday('13:57:40.155'), thief),
  ...adminAction(wednesday('14:01:26.847'), thief, 'user.account.privilege.grant', [user(marcus)], {
    ...refused,
    requestUri: `/api/v1/users/${marcus.id}/roles`,
    debug: { privilegeGranted: 'Super administrator' },
  }),
  ...adminAction(wednesday('14:03:09.522'), thief, 'user.lifecycle.reactivate', [user(marcus)], {
    ...refused,
    requestUri: `/api/v1/users/${marcus.id}/lifecycle/reactivate`,
  }),
  ...adminAction(wednesday('14:04:33.078'), thief, 'user.lifecycle.activate', [user(marcus)], {
    ...refused,
    requestUri: `/api/v1/users/${marcus.id}/lifecycle/activate`,
  }),
];

/** Owen ends the sessions of both accounts and suspends them. */
const response: Scene = (() => {
  const desk = sessionOf(owen, atOffice(owen), 'response');
  const against = [nora, marcus].flatMap((who, index) => [
    ...adminAction(wednesday(`14:2${index}:10`), desk, 'user.session.clear', [user(who)], {
      requestUri: `/api/v1/users/${who.id}/sessions`,
    }),
    ...adminAction(wednesday(`14:2${index}:41`), desk, 'user.lifecycle.suspend', [user(who)], {
      requestUri: `/api/v1/users/${who.id}/lifecycle/suspend`,
    }),
  ]);
  return [
    ...signIn(wednesday('14:15:37'), desk, { factor: 'fastpass' }),
    ...consoleVisit(wednesday('14:16:20'), desk),
    ...integrationsAnswer(wednesday('14:16:21.400'), desk),
    ...against,
  ];
})();

const staff = othersThan(nora.name, owen.name);
const around: Scene = [
  ...ordinaryDay('2023-10-17', { staff, share: 0.6 }),
  // Marcus is suspended on this day, so he has no ordinary one.
  ...ordinaryDay('2023-10-18', { staff: staff.filter((who) => who !== marcus), share: 0.6 }),
  ...machinery(from - hour, until),
  ...newcomersArrive(tuesday('06:00:04')),
  ...adminMorning(tuesday('09:40:11'), person('Beatriz Amaral')),
  ...adminMorning(wednesday('08:25:02'), person('Edith Hargreaves')),
  ...lockoutAndHelp(tuesday('15:20:40'), person('Helga Thorsen'), person('Dale Whitaker')),
];

/** Cloudflare, 18 October 2023: an open administrator's session, older than the log. */
export const cloudflare: Story = {
  slug: 'cloudflare-2023-10-18',
  from,
  until,
  scenes: [around, ownersDays, attack, response],
};
