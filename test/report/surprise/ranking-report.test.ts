import { describe, expect, test } from 'vitest';
import { languages } from '../../../src/language/languages.ts';
import { type RankingReport, rankingFormats } from '../../../src/report/surprise/ranking-report.ts';
import { createTheme } from '../../../src/report/text/theme.ts';
import { features } from '../../../src/surprise/feature.ts';
import {
  type RankedSession,
  type SurpriseReason,
  sessionSchema,
} from '../../../src/surprise/session-schema.ts';

const themeIn = (language: keyof typeof languages, verbose = true) =>
  createTheme({
    columns: 100,
    color: false,
    unicode: true,
    verbose,
    language: languages[language],
  });

function aReason(over: Partial<SurpriseReason> = {}): SurpriseReason {
  return {
    aspect: 'place',
    feature: 'country',
    value: 'Vietnam',
    count: 1,
    bits: 11.23,
    newness: 4,
    amount: 0,
    rarity: 7.23,
    confirmed: false,
    others: 0,
    peers: 0,
    usually: 'Japan',
    ...over,
  };
}

function aSession(over: Partial<RankedSession> = {}): RankedSession {
  return {
    kind: 'session',
    schemaVersion: '1.0',
    id: 'oks_0123456789ab',
    rank: 1,
    surprise: 14.2,
    usual: 3.1,
    verdict: 'known',
    of: 'session',
    actor: { id: '00u1', login: 'ana@example.com' },
    token: null,
    session: 'idx1',
    when: { firstEvent: '2023-10-02T10:02:11.000Z', lastEvent: '2023-10-02T10:15:40.000Z' },
    history: { earlier: 20, days: 21 },
    reasons: [aReason()],
    ...over,
  };
}

function aRanking(
  sessions: readonly RankedSession[],
  over: Partial<RankingReport> = {},
): RankingReport {
  return {
    sessions,
    ranked: 1_480,
    undecided: 0,
    subjects: 1_481,
    days: 21,
    rememberedFrom: undefined,
    records: 10,
    skipped: 0,
    doubts: [],
    ...over,
  };
}

/** What the table says of one reason. */
function reasonLine(
  over: Partial<SurpriseReason>,
  language: keyof typeof languages = 'en',
): string {
  const text = rankingFormats.table(
    aRanking([aSession({ reasons: [aReason(over)] })]),
    themeIn(language),
  );
  return (text.split('\n\n')[1] ?? '')
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .join(' ');
}

describe('the table of a ranking', () => {
  test('says who, when, and why', () => {
    const text = rankingFormats.table(aRanking([aSession()]), themeIn('en'));
    expect(text.split('\n\n').slice(0, 2).join('\n\n')).toBe(
      [
        '1,480 sessions of 1,481 people and programs, 21 days of log',
        '',
        '1. ana@example.com · 14.2 bits · 02 Oct 2023 10:02:11 – 10:15:40 UTC · session idx1',
        '    11.2  first time from Vietnam; nobody else of 1,480; usually Japan',
      ].join('\n'),
    );
  });

  test.each<[over: Partial<SurpriseReason>, text: string]>([
    [{ others: 12, usually: null }, '11.2 first time from Vietnam; 12 of 1,480 others'],
    [
      { count: 3 },
      '11.2 first time from Vietnam; 2 more of the kind are new; nobody else of 1,480; usually Japan',
    ],
    [
      { confirmed: true },
      '11.2 first time from Vietnam; nobody else of 1,480; usually Japan; a managed device speaks for it',
    ],
    [
      {
        feature: 'machine',
        aspect: 'machine',
        value: 'CHROME, Linux',
        usually: null,
        confirmed: true,
      },
      '11.2 first time with CHROME, Linux; nobody else of 1,480; at a known place',
    ],
    [
      { feature: 'hour', aspect: 'time', value: '8', usually: '22' },
      '11.2 first time between 08:00 and 10:00 UTC; nobody else of 1,480; usually 22:00 and 24:00',
    ],
    [
      { feature: 'weekday', aspect: 'time', value: '0', usually: '1' },
      '11.2 first time on a Sunday; nobody else of 1,480; usually Monday',
    ],
    [
      { feature: 'change', aspect: 'change', value: '2 country' },
      '11.2 first time with 2 countries in one session; nobody else of 1,480',
    ],
    [
      { feature: 'change', aspect: 'change', value: '4 machine' },
      '11.2 first time with 4 or more browsers or systems in one session; nobody else of 1,480',
    ],
  ])('says %j in words', (over, text) => {
    expect(reasonLine(over).replace(/ +/g, ' ')).toBe(text);
  });

  test.each(features.map(({ name }) => name))('has words for %s in every language', (feature) => {
    for (const language of Object.keys(languages) as (keyof typeof languages)[]) {
      const value = feature === 'change' ? '3 network' : '4';
      expect(reasonLine({ feature, value, usually: null }, language)).not.toMatch(/[{}]|undefined/);
    }
  });

  test('escapes what the log says', () => {
    const hostile = '\x1b[31m\u202eevil\n::error::x';
    const session = aSession({
      actor: { id: hostile, login: hostile },
      session: hostile,
      reasons: features.map(({ name, aspect }) =>
        aReason({ feature: name, aspect, value: hostile, usually: hostile }),
      ),
    });
    const day = aSession({ session: null, of: 'program', token: hostile });
    const text = rankingFormats.table(aRanking([session, day]), themeIn('en'));
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]|::error/);
    for (const format of ['json', 'ndjson'] as const) {
      expect(rankingFormats[format](aRanking([session, day]))).not.toMatch(
        /[\x00-\x09\x0b-\x1f\u202e]/,
      );
    }
  });

  test('tells a few reasons, or all', () => {
    const reasons = ['Vietnam', 'Peru', 'Chad', 'Mali', 'Iran'].map((value) => aReason({ value }));
    const few = rankingFormats.table(aRanking([aSession({ reasons })]), themeIn('en', false));
    expect(few).toContain('Chad');
    expect(few).not.toContain('Mali');
    expect(few).toContain('and 2 weaker reasons');
    expect(rankingFormats.table(aRanking([aSession({ reasons })]), themeIn('en'))).toContain(
      'Iran',
    );
  });

  test('says where it cannot say', () => {
    const short = aSession({ verdict: 'undecided', history: { earlier: 1, days: 2 }, reasons: [] });
    const rememberedFrom = Date.UTC(2023, 9, 1);
    const ranking = aRanking([short], { undecided: 7, rememberedFrom });
    const text = rankingFormats.table(ranking, themeIn('en')).replace(/\s+/g, ' ');
    expect(text).toContain('nothing new');
    expect(text).toContain(
      'too little history to say what is new (1 earlier session, 2 days of log)',
    );
    expect(text).toContain('Of 7 sessions too little history is in the log');
    expect(text).toContain('everything before 01 Oct 2023 00:00Z teaches nothing');
    expect(rankingFormats.table(aRanking([]), themeIn('en'))).toContain('no sessions to rank');
  });

  test('speaks Japanese', () => {
    const text = rankingFormats.table(aRanking([aSession()]), themeIn('ja'));
    expect(text).toContain('Vietnam からは初めて; ほかの 1,480 人のうち該当者なし; 普段は Japan');
  });
});

test('machine formats hold the sessions as they are', () => {
  const sessions = [aSession(), aSession({ rank: 2, session: null, of: 'person' })];
  const lines = rankingFormats.ndjson(aRanking(sessions)).trimEnd().split('\n');
  expect(lines.map((line) => sessionSchema.parse(JSON.parse(line)))).toEqual(sessions);
  expect(JSON.parse(rankingFormats.json(aRanking(sessions)))).toEqual({
    kind: 'ranking',
    schemaVersion: '1.0',
    sessions,
    ranked: 1_480,
    undecided: 0,
    subjects: 1_481,
    days: 21,
    rememberedFrom: null,
    records: 10,
    skipped: 0,
    doubts: [],
  });
});
