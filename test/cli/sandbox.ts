import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aRecord } from '../event/builders.ts';

/** Fires for every event whose type is `test.alarm`. */
const rule = `title: The alarm rang
name: alarm
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b11
status: test
description: An alarm.
logsource:
  product: okta
  service: okta
detection:
  alarm:
    eventType: test.alarm
  condition: alarm
level: medium
tags:
  - attack.t1539
`;

/** NDJSON of some records. */
export const lines = (records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
const quietRecords = (count: number) => Array.from({ length: count }, () => aRecord());
/** A record that the alarm rule finds. */
export const alarm = (over: Record<string, unknown> = {}) =>
  aRecord({ eventType: 'test.alarm', ...over });
/** As many findings as events: every alarm has another actor. */
export const alarms = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aRecord({
      eventType: 'test.alarm',
      actor: { id: `00u${index}`, type: 'User', alternateId: `u${index}@example.com` },
    }),
  );

/** A new folder with the alarm rule, a broken one, and a log of every kind. */
export function makeSandbox(): string {
  const folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('alarm.yml', rule);
  write('bad.yml', rule.replace('condition: alarm', 'condition: alram'));
  write('quiet.ndjson', lines(quietRecords(20)));
  write('alarm.ndjson', lines([...quietRecords(20), alarm()]));
  write('many.ndjson', lines(alarms(2000)));
  write('empty.ndjson', '');
  write('garbage.ndjson', 'this is\x1b[2J no log\n'.repeat(50));
  write('torn.ndjson', `${lines(quietRecords(5))}{"uuid": "x", \x1b[2J\n`);
  return folder;
}
