import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import { RuleError } from '../../src/rule/problem.ts';
import { aCase } from './cases.ts';
import { yamlOf } from './spec.ts';
import { tellNaively } from './tell.ts';

function perms<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((i) => perms(items.filter((o) => o !== i)).map((r) => [i, ...r]));
}
/** All relabellings */
function relabellings(records: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  const times = [...new Set(records.map((r) => String(r['published'])))];
  const groups = times.map((t) => perms(records.filter((r) => r['published'] === t)));
  let out: (readonly JsonObject[])[] = [[]];
  for (const g of groups) out = out.flatMap((row) => g.map((p) => [...row, ...p])).slice(0, 5000);
  return out.map((order) => order.map((r, at) => ({ ...r, uuid: `event-${String(at).padStart(2, '0')}` })));
}
const kinds = new Map<string, number>();
test('try', async () => {
  const property = fc.asyncProperty(aCase, fc.array(fc.nat({ max: 4 }), { minLength: 8, maxLength: 8 }), async ({ low, high, records: all }, places) => {
    const records = all.slice(0, 7).map((r, at) => ({ ...r, published: new Date(Date.UTC(2024, 0, 2) + (places[at] as number) * 600_000).toISOString() }));
    const far = [0, 1].map((n) => ({ ...(all[0] as JsonObject), uuid: `event-9${n}`, eventType: 'x', published: new Date(Date.UTC(2024, 0, 1, n === 0 ? 12 : 30)).toISOString() }));
    const log = [...records, ...far] as JsonObject[];
    const orders = relabellings(log);
    fc.pre(orders.length <= 60);
    let rules;
    try { rules = parseRules(yamlOf([low])); } catch (e) { if (e instanceof RuleError) return; throw e; }
    const wanted = new Map<string, number>();
    for (const order of orders) {
      for (const { event, key, verdict } of tellNaively({ low, high, records: order } as never).low) {
        const id = `${new Date(event.time).toISOString()} ${JSON.stringify(key)}`;
        wanted.set(id, Math.max(wanted.get(id) ?? 0, verdict));
      }
    }
    const yes = [...wanted].filter(([, v]) => v === 2).map(([k]) => k).sort();
    const found: string[] = [];
    for await (const o of hunt(log, rules)) {
      if (o.kind === 'finding') found.push(`${o.when.firstEvent} ${JSON.stringify(Object.values(o.why[0]?.window?.key ?? {}))}`);
    }
    const unique = [...new Set(found)].sort();
    const name = `${low.type} ${low.condition.kind === 'bounds' ? (low.condition.bounds.every(([o]) => o.startsWith('g')) ? 'floor' : 'bucket') : 'expr'}`;
    const bump = (k: string) => kinds.set(k, (kinds.get(k) ?? 0) + 1);
    bump(`${name} cases`);
    if (yes.length) bump(`${name} alerts`);
    if (unique.length !== found.length) bump(`${name} TWICE`);
    const missing = yes.filter((y) => !unique.includes(y));
    const extra = unique.filter((y) => !yes.includes(y));
    if (missing.length) { bump(`${name} MISSING`); if (process.env['SHOW']===`${name} MISSING`) { console.log(JSON.stringify({ low, log: log.map((r) => [r['uuid'], r['published'], r['eventType'], r['actor'], r['target'], r['transaction']]), missing, unique }, null, 0)); } }
    if (extra.length) { bump(`${name} EXTRA`); if (process.env['SHOW']===`${name} EXTRA`) { console.log(JSON.stringify({ low, log: log.map((r) => [r['uuid'], r['published'], r['eventType'], r['actor'], r['target'], r['transaction']]), extra, unique }, null, 0)); } }
  });
  await fc.assert(property, { numRuns: Number(process.env['N'] ?? 3000), seed: 7 });
  console.log([...kinds].sort().map((k) => k.join(' ')).join('\n'));
}, 600_000);
