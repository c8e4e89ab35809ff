import { expect, test } from 'vitest';
import { parseField } from '../../src/event/field.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { createConflictBook } from '../../src/window/event-copies.ts';
import { createEventStore, forgetBefore } from '../../src/window/event-store.ts';
import { sessionFields } from '../../src/window/log/session-starts.ts';
import { anEvent } from '../event/builders.ts';

const kept = ['actor.id', 'target.displayName'].map(parseField);
const [external] = sessionFields as [string];
const reason = parseField('outcome.reason');

/** Events one second apart; each begins a session of its own. */
const events = ['event 0', '00000000-0000-4000-8000-000000000001', 'event 2', 'event 3'].map(
  (uuid, second) =>
    anEvent({
      uuid,
      published: `2024-01-01T00:00:0${second}Z`,
      eventType: 'user.session.start',
      outcome: { result: 'SUCCESS', reason: `reason ${second}` },
      actor: { id: `u${second % 3}` },
      target: [{ displayName: 'unknown' }, { displayName: `t${second}` }],
      authenticationContext: { externalSessionId: `s${second}` },
    }),
);
const cut = Date.UTC(2024, 0, 1, 0, 0, 1);

function remembered() {
  const whole = createEventStore(kept, undefined, createConflictBook());
  for (const event of events) {
    whole.copies.see(event);
    whole.sessions.see(event);
    const row = whole.table.remember(event);
    if (row % 2 === 1) whole.table.annotate(row, event, [reason]);
    whole.actors.see(`u${row % 3}`);
  }
  return finish(forgetBefore(cut, whole, kept, undefined));
}

test('what is left of a recollection is as it was, with new rows', () => {
  const { left, rowOf } = remembered();
  expect([0, 1, 2, 3].map(rowOf)).toEqual([undefined, 0, 1, 2]);
  const rows = [0, 1, 2];
  const { table } = left;
  expect(table.size).toBe(3);
  expect(rows.map(table.uuid)).toEqual(events.slice(1).map(({ uuid }) => uuid));
  expect(rows.map((row) => table.time(row) - cut)).toEqual([0, 1_000, 2_000]);
  expect(rows.map((row) => table.texts(row, 'actor.id'))).toEqual([['u1'], ['u2'], ['u0']]);
  expect(table.texts(0, 'target.displayName')).toEqual(['unknown', 't1']);
  const [members] = rows.map((row) => table.column('target.displayName')(row));
  expect(table.dictionary.members(members as number).map(table.dictionary.text)).toEqual(['t1']);
  expect(rows.map((row) => table.texts(row, 'outcome.reason'))).toEqual([
    ['reason 1'],
    [],
    ['reason 3'],
  ]);
});

test('a recollection knows again what is left of identifiers, sessions and actors', () => {
  const { left } = remembered();
  const { dictionary } = left.table;
  expect(events.map((event) => left.copies.see(event).fate)).toEqual([
    'first',
    'left',
    'left',
    'left',
  ]);
  const starts = [0, 1, 3].map((n) => left.sessions.startOf(external, dictionary.single(`s${n}`)));
  expect(starts).toEqual([undefined, cut, cut + 2_000]);
  left.actors.see('u1');
  expect(left.actors.count()).toBe(3);
  left.actors.see('u9');
  expect(left.actors.count()).toBe(4);
});
