import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { sessionSchema } from '../../src/surprise/session-schema.ts';
import { effort } from '../effort.ts';
import {
  bitsOn,
  monday,
  ranked,
  rankedRecords,
  staff,
  type Visit,
  visited,
  workOf,
} from './visits.ts';

const work = workOf(staff, 19);
const [victim, other] = ['p03', 'p07'] as const;

/** A session of the victim's that somebody else has, on the third Thursday. */
const theft: Visit = {
  who: victim,
  day: 17,
  at: 14,
  session: 'stolen',
  country: 'Romania',
  network: 'rented servers',
  ip: '203.0.113.9',
  system: 'Linux',
  token: 'strange',
  apps: ['Payroll'],
};

describe('a ranking of sessions', () => {
  test('has the one unlike its owner first, with reasons', () => {
    const [first] = ranked([...work, theft], { top: 1 }).sessions;
    expect(first).toMatchObject({
      rank: 1,
      session: 'stolen',
      verdict: 'known',
      of: 'session',
      actor: { id: '00up03', login: 'p03@example.com' },
      history: { earlier: 14 },
    });
    const reason = (aspect: string) => first?.reasons.find((one) => one.aspect === aspect);
    expect(reason('place')).toMatchObject({ others: 0, usually: expect.any(String) });
    expect(['Romania', 'Romania, Romania', 'rented servers', '203.0.113.0/24']).toContain(
      reason('place')?.value,
    );
    expect(reason('application')).toMatchObject({ value: 'Payroll', count: 1, usually: 'Slack' });
    expect(reason('machine')?.usually).not.toBeNull();
    expect(sessionSchema.parse(first)).toEqual(first);
  });

  test('adds up: reasons less what is usual', () => {
    for (const { surprise, usual, reasons } of ranked([...work, theft], { top: 50 }).sessions) {
      const sum = reasons.reduce((bits, reason) => bits + reason.bits, 0) - usual;
      expect(Math.abs(sum - surprise)).toBeLessThan(0.05);
      for (const { bits, newness, amount, rarity } of reasons) {
        expect(Math.abs(newness + amount + rarity - bits)).toBeLessThan(0.02);
      }
    }
  });

  test('counts of each aspect only one value', () => {
    for (const { reasons } of ranked([...work, theft]).sessions) {
      const aspects = reasons.map(({ aspect }) => aspect);
      expect(new Set(aspects).size).toBe(aspects.length);
    }
  });

  test('is that of all people for one of them too', () => {
    const all = ranked([...work, theft]);
    const own = ranked([...work, theft], { user: 'P07@' });
    expect(own.sessions.length).toBeGreaterThan(0);
    expect(own.sessions).toEqual(
      all.sessions.filter(({ actor }) => actor.login === `${other}@example.com`),
    );
    expect(own.ranked).toBe(all.ranked);
  });

  test('is of the period asked for; what was before teaches', () => {
    const since = monday + 17 * 86_400_000;
    const short = ranked([...work, theft], { since });
    expect(short.sessions[0]?.session).toBe('stolen');
    expect(short.ranked).toBe(61);
    expect(bitsOn(short, other, 18)).toBe(bitsOn(ranked([...work, theft]), other, 18));
    expect(ranked(work, { until: monday }).sessions).toEqual([]);
  });

  test('of nothing is empty', () => {
    expect(ranked([])).toEqual({
      sessions: [],
      ranked: 0,
      undecided: 0,
      subjects: 0,
      days: 0,
      rememberedFrom: undefined,
    });
  });
});

describe('surprise', () => {
  test('is undecided where there is too little history', () => {
    const first = ranked(workOf(staff, 3));
    expect(first.undecided).toBe(first.ranked);
    const joiner = { who: 'joiner', day: 17 };
    const { sessions } = ranked([...work, joiner], { user: 'joiner' });
    expect(sessions).toMatchObject([{ verdict: 'undecided', history: { earlier: 0 } }]);
    expect(sessions[0]?.surprise).toBeLessThan(5);
  });

  test('is small where many become new at once', () => {
    const moved = workOf(staff, 19, (_, day) =>
      day < 17 ? {} : { country: 'Spain', network: 'new office', ip: '192.0.2.1' },
    );
    const alone = workOf(staff, 19, (who, day) =>
      day < 17 || who !== victim
        ? {}
        : { country: 'Spain', network: 'new office', ip: '192.0.2.1' },
    );
    expect(bitsOn(ranked(moved), victim, 17)).toBeLessThan(bitsOn(ranked(alone), victim, 17) / 2);
  });

  test('of a new application is small where peers use it', () => {
    const designs = (who: string): boolean => Number(who.slice(1)) % 2 === 0;
    const teams = workOf(staff, 19, (who) =>
      designs(who)
        ? { apps: who === 'p04' ? ['Slack'] : ['Slack', 'Figma'], network: 'design' }
        : { apps: ['Slack', 'Payroll'] },
    ).filter(({ who, day }) => !(who === 'p04' && day === 17));
    const withNew = (app: string): number => {
      const visit = { who: 'p04', day: 17, network: 'design', apps: ['Slack', app] };
      return bitsOn(ranked([...teams, visit]), 'p04', 17);
    };
    expect(withNew('Figma')).toBeLessThan(withNew('Payroll'));
  });

  test('of a journey is smaller where a managed device speaks for it', () => {
    const device = (who: string) => `guo${who}`;
    const managed = workOf(staff, 19, (who) => ({ device: device(who) })).filter(
      ({ who, day }) => !(day === 17 && [victim, 'p09', 'p11'].includes(who)),
    );
    const away = { day: 17, country: 'Japan', network: 'hotel', ip: '203.0.113.5' };
    const journey: Visit = { ...away, who: victim, device: device(victim) };
    // Others travel with their devices too, so that it happens at all.
    const travels = ['p09', 'p11'].map(
      (who): Visit => ({ ...away, who, device: device(who), country: who, network: who }),
    );
    const { sessions } = ranked([...managed, journey, ...travels], { user: victim });
    const own = sessions.find(({ session }) => session === `session of ${victim} on 17`);
    expect(own?.reasons.find(({ aspect }) => aspect === 'place')?.confirmed).toBe(true);
    const unvouched = bitsOn(
      ranked([...managed, { ...journey, device: null }, ...travels]),
      victim,
      17,
    );
    expect(own?.surprise).toBeLessThan(unvouched);
  });

  test('learns nothing from the hour before, nor from refused attempts', () => {
    const before = bitsOn(ranked([...work, theft]), victim, 17);
    const probe: Visit = { ...theft, at: 13, session: 'probe' };
    const probed = ranked([...work, theft, probe]).sessions.find(
      ({ session }) => session === 'stolen',
    );
    expect(probed?.reasons.map(({ aspect }) => aspect)).toContain('place');
    expect(probed?.surprise).toBeGreaterThan(before * 0.7);
    // The same in a session that began in the morning: what counts is when it was shown.
    const morning: Visit = { who: victim, day: 17, at: 8, session: 'taken' };
    const taken: Visit = { ...theft, at: 13, session: 'taken' };
    const later = ranked([...work, morning, taken, theft]).sessions.find(
      ({ session }) => session === 'stolen',
    );
    expect(later?.reasons.map(({ aspect }) => aspect)).toContain('place');
    const refused: Visit = { ...theft, day: 15, session: null, apps: [], result: 'FAILURE' };
    const tried = ranked([...work, theft, refused]).sessions.find(
      ({ session }) => session === 'stolen',
    );
    expect(tried?.reasons.map(({ aspect }) => aspect)).toContain('place');
    // A session of days ago does teach.
    const known = ranked([...work, theft, { ...theft, day: 10, session: 'earlier' }]);
    const again = known.sessions.find(({ session }) => session === 'stolen');
    expect(again?.reasons.map(({ aspect }) => aspect)).not.toContain('place');
  });

  test('is told of a program by the day, and of each token by itself', () => {
    const daily = (token: string, over: Partial<Visit> = {}): readonly Visit[] =>
      Array.from({ length: 19 }, (_, day) => ({
        who: 'svc',
        day,
        session: `trs${day}`,
        apiToken: token,
        apps: [],
        network: 'data centre',
        ip: '192.0.2.8',
        system: 'Unknown',
        ...over,
      }));
    const moved: Visit = {
      ...(daily('00T1')[17] as Visit),
      at: 10,
      country: 'Panama',
      network: 'rented servers',
      ip: '203.0.113.77',
    };
    const { sessions } = ranked([...work, ...daily('00T1'), ...daily('00T2'), moved], {
      user: 'svc',
    });
    expect(sessions[0]).toMatchObject({ of: 'program', token: '00T1', session: null });
    expect(sessions[0]?.when.firstEvent).toMatch(/^2023-10-19/);
    expect(sessions.filter(({ token }) => token === '00T2')).toHaveLength(19);
  });

  test('of others stays when the attack is removed', () => {
    const [without, within] = [ranked(work), ranked([...work, theft])];
    const others = ({ sessions }: ReturnType<typeof ranked>): readonly string[] =>
      sessions.filter(({ actor }) => actor.id !== `00u${victim}`).map(({ id }) => id);
    expect(others(within)).toEqual(others(without));
  });
});

describe('the same log', () => {
  const records = [...workOf(staff.slice(0, 8), 12), { ...theft, day: 10 }].flatMap(visited);
  const expected = JSON.stringify(rankedRecords(records));

  test('gives the same bytes in any order and multiplicity', () => {
    const shuffled = fc.shuffledSubarray(records as JsonObject[], { minLength: records.length });
    const copies = fc.subarray(records as JsonObject[], { maxLength: 40 });
    fc.assert(
      fc.property(shuffled, copies, (all, twice) => {
        expect(JSON.stringify(rankedRecords([...all, ...twice]))).toBe(expected);
      }),
      { numRuns: effort(100) },
    );
  });

  test('too long to be remembered whole, forgets its oldest hours, in any order', () => {
    const limit = 600;
    const short = rankedRecords(records, {}, limit);
    expect(short.rememberedFrom).toBeGreaterThan(monday);
    expect(short.ranked).toBeLessThan(rankedRecords(records).ranked);
    const kept = records.filter(
      (record) => Date.parse(String(record['published'])) >= (short.rememberedFrom as number),
    );
    expect({ ...rankedRecords(kept), rememberedFrom: short.rememberedFrom }).toEqual(short);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(records as JsonObject[], { minLength: records.length }),
        (all) => {
          expect(rankedRecords(all, {}, limit)).toEqual(short);
        },
      ),
      { numRuns: effort(50) },
    );
  });
});
