import type { ReportedOutcome } from '../../src/engine/outcome.ts';
import { aCase, aFinding, aRejection, aRuleOutcome, aSummary } from './builders.ts';

/** Fields whose values the schema closes: nobody but us writes them. */
const closed = new Set([
  'kind',
  'schemaVersion',
  'severity',
  'severityBefore',
  'level',
  'role',
  'verb',
  'standing',
  'stillActive',
  'status',
  'code',
  'compression',
]);

const times = new Set([
  'published',
  'firstEvent',
  'lastEvent',
  'firstSign',
  'lastSign',
  'from',
  'to',
  'at',
  'first',
  'last',
  'since',
  'until',
]);

/** Which fields get a text of the attacker's. */
export interface Planting {
  /** Texts by number of the value they replace; equal values are replaced by equal ones. */
  readonly textOf: (number: number) => string;
  /** Whether times, which must be times, are replaced as well. */
  readonly alsoTimes: boolean;
}

/** A report with something of every kind in it, in which every text that comes from a log or a rule is replaced. */
export function hostileReport({ textOf, alsoTimes }: Planting): readonly ReportedOutcome[] {
  const numbers = new Map<string, number>();
  const replaced = (text: string): string => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return textOf(number);
  };
  const walk = (value: unknown, key: string, above: string): unknown => {
    if (typeof value === 'string') {
      const isClosed = closed.has(key) || (key === 'reason' && above === 'rejection');
      return isClosed || (times.has(key) && !alsoTimes) ? value : replaced(value);
    }
    if (Array.isArray(value)) return value.map((each) => walk(each, key, above));
    if (typeof value !== 'object' || value === null) return value;
    const kind = (value as { readonly kind?: string }).kind ?? above;
    const entries = Object.entries(value).map(([name, each]) => {
      const isFree = key === 'outcomes' || key === 'key' || key === 'wrapped';
      return [isFree ? replaced(name) : name, walk(each, name, kind)];
    });
    return Object.fromEntries(entries);
  };
  return everything().map((outcome) => walk(outcome, '', outcome.kind) as ReportedOutcome);
}

/** One of each kind, every field filled. */
function everything(): readonly ReportedOutcome[] {
  const finding = aFinding({
    update: { severityBefore: 'low', newVictims: ['ben@example.com'] },
  });
  const lone = aFinding({ id: 'okf_000000000001', fingerprint: 'okh1:00000000000000000001' });
  const weak = aFinding({
    id: 'okf_000000000002',
    fingerprint: 'okh1:00000000000000000002',
    severity: 'low',
  });
  const ended = {
    at: '2023-10-02T11:00:00.000Z',
    acts: [
      {
        uuid: 'f24790d0-0000-4e7b-8f00-00000000a00a',
        published: '2023-10-02T11:00:00.000Z',
        eventType: 'user.session.clear',
        actor: 'owen@example.com',
        target: 'ana@example.com',
      },
    ],
  };
  return [
    finding,
    lone,
    weak,
    aRejection(),
    aCase({ ended }),
    aCase({
      id: 'okc_000000000002',
      severity: 'low',
      findings: [weak.fingerprint],
      stillActive: 'unknown',
    }),
    aSummary({
      skipped: 1,
      skippedBy: { 'bad-json': 1 },
      findings: { informational: 0, low: 1, medium: 0, high: 2, critical: 0 },
      rules: [
        aRuleOutcome({ status: 'undecided', undecided: 3, because: ['needs 24 h of earlier log'] }),
        aRuleOutcome({ status: 'cannot-evaluate', missing: ['securityContext.isProxy'] }),
      ],
      packs: [
        {
          name: 'storm',
          question: 'Was it us?',
          rules: 2,
          findings: 1,
          unfinished: ['a-rule'],
          missing: [{ events: ['user.session.start'], fields: ['client.zone'], tells: 'who came' }],
        },
      ],
      emptyLists: [{ name: 'existing_accounts', rules: ['a-rule'] }],
      doubts: [{ code: 'skipped', message: '1 of 1,234 records could not be read' }],
    }),
  ];
}
