import fc from 'fast-check';
import { expect, test } from 'vitest';
import { featureNumbers } from '../../src/surprise/feature.ts';
import { recordHistory } from '../../src/surprise/history.ts';
import { createPeers } from '../../src/surprise/peers.ts';
import type { Stretch, StretchedLog } from '../../src/surprise/stretch.ts';
import { oracleRuns } from '../effort.ts';

/** Six applications, and four values that say nothing of who are peers. */
const values = Array.from({ length: 10 }, (_, at) => ({
  feature: at < 6 ? featureNumbers.application : featureNumbers.country,
  text: String(at),
}));

const logs = fc
  .array(fc.uniqueArray(fc.nat(9), { maxLength: 8 }), { minLength: 1, maxLength: 20 })
  .map((shown): StretchedLog => {
    const stretches = shown.map((list, subject): Stretch => {
      const taught = Int32Array.from(list).sort();
      const at = { from: subject, to: subject, hours: 1, first: 0, last: 0 };
      return {
        unit: subject,
        subject,
        kind: 'session',
        ...at,
        values: taught,
        taught,
        taughtAt: taught.map(() => subject),
        vouched: taught,
      };
    });
    const subjects = shown.map((_, at) => ({ actor: String(at), token: null, login: '' }));
    const units = subjects.map((_, subject) => ({
      subject,
      session: 's',
      kind: 'session' as const,
    }));
    return { subjects, units, values, stretches };
  });

/** Which share of the others shows a value, each weighted by what it has in common with a subject: word for word. */
function naiveShare({ stretches }: StretchedLog, subject: number, value: number): number {
  const people = stretches.length;
  const shows = (who: number, what: number): boolean =>
    stretches[who]?.taught.includes(what) === true;
  const users = (what: number): number => stretches.filter((_, who) => shows(who, what)).length;
  const weight = (what: number): number =>
    what < 6 ? Math.max(0.1, Math.log2((people + 1) / (users(what) + 1))) : 0;
  const others = stretches.map((_, who) => who).filter((who) => who !== subject);
  const inCommon = (who: number): number =>
    [...(stretches[subject]?.taught ?? [])]
      .filter((what) => shows(who, what))
      .reduce((sum, what) => sum + weight(what), 0);
  const all = others.reduce((sum, who) => sum + inCommon(who), 0);
  const base = Math.max(0.5 * (all / people), 0.25);
  const total = others.reduce((sum, who) => sum + inCommon(who) + base, 0);
  const showing = others.filter((who) => shows(who, value));
  if (showing.length === 0) return 0;
  return showing.reduce((sum, who) => sum + inCommon(who) + base, 0) / total;
}

test('the share of peers is that of all others, weighted by what they have in common', () => {
  fc.assert(
    fc.property(logs, fc.nat(19), fc.nat(9), (log, who, value) => {
      const subject = who % log.subjects.length;
      const history = recordHistory(log, () => false);
      const peers = createPeers(subject, history);
      peers.learn(log.stretches[subject]?.taught ?? []);
      expect(peers.shareOf(value)).toBeCloseTo(naiveShare(log, subject, value), 9);
    }),
    { numRuns: oracleRuns(1_000, 200) },
  );
});

test('what is odd is nobody’s habit, and is counted all the same', () => {
  const stretch = (subject: number, taught: readonly number[]): Stretch => {
    const list = Int32Array.from(taught);
    const at = { from: subject, to: subject, hours: 1, first: 0, last: 0 };
    return {
      unit: subject,
      subject,
      kind: 'session',
      ...at,
      values: list,
      taught: list,
      taughtAt: list.map(() => subject),
      vouched: list,
    };
  };
  const log: StretchedLog = {
    subjects: [0, 1, 2].map((at) => ({ actor: String(at), token: null, login: '' })),
    units: [],
    values,
    stretches: [stretch(0, [1]), stretch(1, [1]), stretch(2, [2])],
  };
  const history = recordHistory(log, (number) => number === 1);
  expect([...history.usersOf(1)]).toEqual([0]);
  expect(history.othersOf(2, 1)).toBe(2);
  expect(history.othersOf(1, 1)).toBe(1);
  expect(history.people).toBe(2);
  expect(history.firstHour(1, 1)).toBe(1);
});
