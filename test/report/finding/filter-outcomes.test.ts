import { describe, expect, test } from 'vitest';
import { createJsonReporter } from '../../../src/report/finding/json-report.ts';
import { reportSchema } from '../../../src/report/finding/report-schema.ts';
import { createTableReporter } from '../../../src/report/finding/table/table-report.ts';
import { by, hunted, someRules } from '../../builders.ts';

const filter = (name: string, id: string, over: object = {}) => ({
  name,
  ...over,
  filter: { rules: ['rule-0'], sel: { 'actor.id': id }, condition: 'not sel' },
});
const rules = someRules([
  { name: 'rule-0', fingerprint: ['uuid'], detection: { a: { eventType: 'a' }, condition: 'a' } },
  filter('bot', 'bot', { reason: 'It \u202e may.', owner: 'ann' }),
  filter('calm', 'nobody'),
  filter('old', 'ann', { expires: '2024-01-31' }),
]);
const log = [1, 2, 3].map((hours) => by('bot', hours, { uuid: `u${hours}` }));
const options = {
  columns: 100,
  color: false,
  unicode: true,
  verbose: false,
  minSeverity: 'low',
  tool: { name: 'oktahunt', version: '1.0.0', rulesDigest: 'sha256:0' },
} as const;
const now = Date.UTC(2024, 1, 1);

describe('a report tells of filters', () => {
  test('for people', async () => {
    const { summary } = await hunted(log, rules, { now, listSuppressed: 2 });
    const text = [...createTableReporter(options)(summary)].join('');
    expect(text).toContain(
      [
        '3 alerts suppressed by filters',
        '  2024-01-01T01:00:00.000Z rule-0 by bot@example.com, event u1: bot (It \\u{202e} may.)',
        '  2024-01-01T02:00:00.000Z rule-0 by bot@example.com, event u2: bot (It \\u{202e} may.)',
        '  1 more',
      ].join('\n'),
    );
    expect(text).toContain('Filters took 3 alerts away. Expired, so without effect: 1 filter.');
    const whole = [...createTableReporter({ ...options, verbose: true })(summary)].join('');
    expect(whole).toContain(
      [
        '  filters:',
        '    the filter "old" expired on 2024-01-31 and does nothing: remove or renew it',
        '    3 alerts suppressed by the filter "bot": rule-0 (It \\u{202e} may.; owner: ann)',
      ].join('\n'),
    );
    expect(whole).toContain('    the filter "calm" took nothing away\n');
  });

  test('for machines, as its schema says', async () => {
    const { summary } = await hunted(log, rules, { now, listSuppressed: 2 });
    const document = JSON.parse([...createJsonReporter(options)(summary)].join(''));
    expect(reportSchema.safeParse(document).error).toBeUndefined();
    expect(document.summary.filters).toHaveLength(3);
    expect(document.summary.suppressed.listed).toHaveLength(2);
  });
});
