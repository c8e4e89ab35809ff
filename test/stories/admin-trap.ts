import {
  adminAction,
  consoleDenied,
  consoleVisit,
  factorsReset,
  integrationsAnswer,
  passwordHealthReport,
  provisioned,
  userCreated,
} from './administration.ts';
import { clock, minute, second } from './clock.ts';
import { account, accountKeeper, apps, hrSync, type Person, people, person } from './org.ts';
import { atOffice, type Session, sessionOf } from './session.ts';
import { type Scene, scene, signIn } from './signon.ts';
import { appFor, enrolment } from './target.ts';

const monday = clock('2023-10-30');

/** The administrator signs in at the office and opens the console two minutes later. */
function inConsole(at: number, who: Person): { readonly session: Session; readonly entry: Scene } {
  const session = sessionOf(who, atOffice(who), `console ${at}`);
  const visit = at + 2 * minute + 37;
  const entry = [
    ...signIn(at, session, { factor: 'fastpass' }),
    ...consoleVisit(visit, session),
    ...integrationsAnswer(visit + 1_300, session),
  ];
  return { session, entry };
}

/** Onboarding week: the help desk resets the factors of twelve people within the hour. */
export function twelveFactorsReset(): Scene {
  const { session, entry } = inConsole(monday('13:31:08'), person('Dale Whitaker'));
  const twelve = people.slice(4, 16);
  return [
    ...entry,
    ...twelve.flatMap((who, index) =>
      factorsReset(monday('13:37:00') + index * (4 * minute + 7 * second), session, who),
    ),
  ];
}

/** Hugo, an administrator who comes once a quarter, renames an application. */
export function quarterlyVisit(): Scene {
  const hugo = person('Hugo Marchetti');
  const { session, entry } = inConsole(monday('14:12:52'), hugo);
  const renamed = appFor(apps.expenses, hugo).slice(0, 1);
  return [
    ...entry,
    ...adminAction(monday('14:21:30'), session, 'application.lifecycle.update', renamed, {
      requestUri: `/api/v1/apps/${apps.expenses.id}`,
    }),
  ];
}

/** Edith asks for the password-health report in the console that she has just entered. */
export function reportFromTheConsole(): Scene {
  const { session, entry } = inConsole(monday('09:02:20'), person('Edith Hargreaves'));
  return [...entry, ...passwordHealthReport(monday('09:15:44'), session)];
}

/** Owen offers the wrong factor, is refused at two minutes to the hour, and comes in at two past. */
export function refusedThenIn(): Scene {
  const owen = person('Owen Pritchard');
  const session = sessionOf(owen, atOffice(owen), 'stepped up');
  return [
    ...signIn(monday('13:51:17'), session),
    ...consoleDenied(monday('13:58:42'), session, 'Phishing-resistant factor required'),
    ...scene({
      at: monday('14:01:30'),
      type: 'user.authentication.auth_via_mfa',
      session,
      targets: [enrolment(owen, 'Use Okta FastPass')],
      credential: 'ASSERTION',
      requestUri: '/idp/idx/authenticators/poll',
      debug: { factor: 'SIGNED_NONCE', factorIntent: 'AUTHENTICATION' },
    }),
    ...consoleVisit(monday('14:01:43'), session),
    ...integrationsAnswer(monday('14:01:44.600'), session),
  ];
}

/** The keeper of service accounts creates the seventh beside the sixth, with its API token. */
export function nextInTheSeries(): Scene {
  return provisioned(
    monday('05:10:03'),
    accountKeeper,
    account('svc_backup_07', 'svc_backup_07'),
    'Service Accounts',
  );
}

/** The personnel department brings in three people whose names are nearly the same. */
export function namesakesArrive(): Scene {
  const namesakes = [
    account('john.smith', 'John Smith'),
    account('jon.smith', 'Jon Smith'),
    account('joan.smith', 'Joan Smith'),
  ];
  return namesakes.flatMap((who, index) =>
    provisioned(monday('06:00:09') + index * 51 * second, hrSync, who, 'All Staff'),
  );
}

/** Beatriz creates a contractor's account by hand, in the console. */
export function createdInTheConsole(): Scene {
  const { session, entry } = inConsole(monday('10:22:38'), person('Beatriz Amaral'));
  return [
    ...entry,
    ...userCreated(monday('10:31:14'), session, account('ottoline.varga', 'Ottoline Varga')),
  ];
}
