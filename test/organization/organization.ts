import { dice } from '../stories/dice.ts';
import { Acquaintance } from './acquaintance.ts';
import { firstMonday } from './calendar.ts';
import {
  type Duty,
  type Employee,
  employ,
  equippedOn,
  isEmployed,
  sessionDay,
  worksOn,
} from './employee.ts';
import type { Site } from './network.ts';
import { sessionFor, type Visit } from './visit.ts';
import { cellularSite, homeSite, laptopSite, officeSite } from './whereabouts.ts';

export type Engine = 'classic' | 'identity';

export interface OrganizationOptions {
  readonly seed: number;
  /** How many work here on the first day. */
  readonly people: number;
  readonly engine: Engine;
  /** The share of ordinary work that is logged, 1 unless told otherwise: a small log with all its habits needs less. */
  readonly pace?: number;
}

/** A company and its org: who works there on each day, and what Okta knows of them. */
export class Organization {
  readonly seed: number;
  readonly people: number;
  readonly isClassic: boolean;
  readonly pace: number;
  readonly #staff: Employee[] = [];
  readonly #known = new Map<string, Acquaintance>();
  #weeks = 0;
  #equipped = -1;

  constructor({ seed, people, engine, pace = 1 }: OrganizationOptions) {
    this.seed = seed;
    this.people = people;
    this.isClassic = engine === 'classic';
    this.pace = pace;
    for (let index = 0; index < people; index++) this.#hire(employ(seed, index, -1));
  }

  /** Everybody who is employed on a day. */
  staffOn(day: number): readonly Employee[] {
    while (this.#weeks * 7 <= day) this.#hireCohort(this.#weeks++);
    if (day > this.#equipped) {
      this.#equipped = day;
      for (const [index, who] of this.#staff.entries()) this.#staff[index] = equippedOn(who, day);
    }
    return this.#staff.filter((who) => isEmployed(who, day));
  }

  /** Those who hold a duty and are at work on a day; somebody who holds it, if nobody of them is. */
  onDuty(duty: Duty, day: number): readonly Employee[] {
    const all = this.staffOn(day).filter((who) => who.duty === duty);
    const present = all.filter((who) => worksOn(who, day));
    return present.length > 0 ? present : all;
  }

  /** What Okta knows of the user of this id. */
  known(id: string): Acquaintance {
    const known = this.#known.get(id) ?? new Acquaintance();
    this.#known.set(id, known);
    return known;
  }

  /** The session of somebody's laptop on a day, as it is at a moment. */
  laptopSession(who: Employee, day: number, at: number): Visit {
    const begun = sessionDay(who, day);
    return sessionFor(who, who.laptop, laptopSite(who, at), `laptop ${begun}`, this.isClassic);
  }

  /** A few people join every other Monday, and once in two months a dozen. */
  #hireCohort(week: number): void {
    if (week === 0) return;
    const thrown = dice('cohort', this.seed, week);
    const usual = thrown.below(2 + Math.floor(this.people / 120));
    const count = week % 8 === 3 ? 4 + Math.floor(this.people / 40) : week % 2 === 1 ? usual : 0;
    for (let n = 0; n < count; n++) {
      this.#hire(employ(this.seed, this.#staff.length, week * 7));
    }
  }

  /** Puts somebody on the staff; Okta knows those who were here before the log. */
  #hire(who: Employee): void {
    this.#staff.push(who);
    if (who.joins >= 0) return;
    const known = this.known(who.id);
    const places: readonly Site[] = [
      ...[-30, -9, -2].flatMap((day) => [
        homeSite(who, firstMonday + day * 86_400_000),
        cellularSite(who, firstMonday + day * 86_400_000),
        laptopSite(who, firstMonday + day * 86_400_000),
        officeSite(who, firstMonday + day * 3_600_000),
      ]),
    ];
    for (const place of places) {
      known.meet(place, who.laptop);
      known.meet(place, who.phone);
    }
    if (who.tablet) known.meet(homeSite(who, firstMonday), who.tablet);
  }
}
