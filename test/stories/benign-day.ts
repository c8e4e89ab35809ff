import {
  createdInTheConsole,
  namesakesArrive,
  nextInTheSeries,
  quarterlyVisit,
  refusedThenIn,
  reportFromTheConsole,
  twelveFactorsReset,
} from './admin-trap.ts';
import { clock, hour, minute } from './clock.ts';
import { adminMorning, lockoutAndHelp, machinery, newcomersArrive, ordinaryDay } from './day.ts';
import { othersThan, person } from './org.ts';
import {
  answeredOnThePhone,
  browsersUpdated,
  clocksStrike,
  kiosk,
  olderThanTheLog,
  phoneAndLaptop,
  privateRelay,
  roamingPhone,
  systemActsForHim,
  vpnToggled,
} from './session-trap.ts';
import type { Scene } from './signon.ts';
import type { Story } from './story.ts';

const sunday = clock('2023-10-29');
const monday = clock('2023-10-30');
const from = sunday('00:00:00.000');
const until = monday('17:00:00.000');

const staff = othersThan(
  'Anya Petrov',
  'Colm Gallagher',
  'Duarte Figueira',
  'Eva Sampaio',
  'Gareth Llewellyn',
  'Gil Teixeira',
  'Hester Baptiste',
  'Idris Vaughan',
  'Juno Sinclair',
  'Kofi Mensah',
  'Nuno Carvalhal',
  'Selma Haddad',
);

const around: Scene = [
  ...ordinaryDay('2023-10-29', { staff, share: 0.2 }),
  ...ordinaryDay('2023-10-30', { staff, share: 0.8 }),
  ...machinery(from - hour, until),
  ...newcomersArrive(sunday('18:00:05')),
  ...adminMorning(monday('08:37:19'), person('Mafalda Vieira')),
  ...lockoutAndHelp(monday('09:48:00'), person('Leonor Pacheco'), person('Fiona Mackintosh')),
];

/** Forty hours in which nothing happens but everything that is mistaken for an attack. */
export const benignDay: Story = {
  slug: 'benign-day',
  from,
  until,
  scenes: [
    around,
    privateRelay(),
    vpnToggled(),
    roamingPhone(),
    browsersUpdated(),
    phoneAndLaptop(),
    kiosk(),
    olderThanTheLog(),
    answeredOnThePhone(),
    systemActsForHim(),
    clocksStrike(),
    twelveFactorsReset(),
    quarterlyVisit(),
    reportFromTheConsole(),
    refusedThenIn(),
    nextInTheSeries(),
    namesakesArrive(),
    createdInTheConsole(),
  ],
  delivery: { late: 0.06, by: 5 * minute, twice: 0.012 },
};
