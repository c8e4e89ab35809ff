/** Whoever leaves a manifest in a folder hides nothing: every file is read, or named, and then the answer is not complete. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { emptyManifest } from '../../../src/okta/archive/manifest.ts';
import { manifestName } from '../../../src/okta/archive/manifest-name.ts';
import { aRecord } from '../../event/builders.ts';
import { aFolder, type Files } from '../../input/folder.ts';
import { aCase, aFinding } from '../../report/builders.ts';
import { alarm, lines, makeSandbox } from '../sandbox.ts';
import { aWorld } from '../world.ts';

let sandbox = '';
beforeEach(() => {
  sandbox = makeSandbox();
});
afterEach(() => rmSync(sandbox, { recursive: true }));

const day = '2023-10-02.ndjson';
const quiet = lines([aRecord(), aRecord()]);

/** A manifest that vouches for files; of a text for as many bytes as it has, or as are claimed. */
function manifest(files: Readonly<Record<string, string>>, bytes?: number): string {
  const entries = Object.entries(files).map(([name, text]) => {
    const committed = Buffer.from(text).subarray(0, bytes ?? Number.POSITIVE_INFINITY);
    const sha256 = createHash('sha256').update(committed).digest('hex');
    return [name, { bytes: committed.length, events: 1, sha256 }];
  });
  const empty = emptyManifest('https://acme.okta.com', 'none', '1');
  return JSON.stringify({ ...empty, files: Object.fromEntries(entries) });
}

/** Scans a folder with the rule that fires for every alarm. */
async function scan(path: string) {
  const world = aWorld();
  const rules = ['--no-builtin-rules', '--rules', `${sandbox}/alarm.yml`];
  const code = await main(['scan', path, ...rules, '-f', 'json'], world);
  const { summary } = JSON.parse(world.out()) as {
    summary: { evaluated: number; skipped: number; doubts: { message: string }[] };
  };
  return { code, ...summary, said: summary.doubts.map(({ message }) => message).join('\n') };
}

const outboxMark = 'outbox/.oktahunt-outbox.json';
const outbox = '{"kind":"oktahunt-outbox","version":1,"next":3,"receivers":{}}';
const aLetter = { kind: 'dead-letter', schemaVersion: '1.0', about: aFinding() };
const aMessage = {
  kind: 'oktahunt-message',
  version: 1,
  id: 'msg_1',
  at: 'x',
  to: [],
  about: aFinding(),
};

const archive: Files = { [day]: quiet, [manifestName]: manifest({ [day]: quiet }) };

describe('a folder with a manifest', () => {
  test('that is right is complete, without its bookkeeping', async () => {
    const beside = {
      [`${manifestName}.tmp`]: '{\n "kind": "oktahunt-archive",\n "ver',
      '.oktahunt-archive.lock': '{"pid":1,"mark":"x"}',
      '.oktahunt-archive.lock.x': '',
      'dead-letters.ndjson': `{"kind":"finding","id":"x","evidence":{"events":[{"eventType":"a"}]}}\n${lines([aFinding(), aCase(), aLetter])}`,
      [outboxMark]: outbox,
      'outbox/.oktahunt-outbox.json.tmp': '{"ki',
      'outbox/0000000001.json': JSON.stringify(aMessage),
      'outbox/0000000002.json.tmp': JSON.stringify(aMessage).slice(0, 900),
    };
    const found = await scan(await aFolder({ ...archive, ...beside }));
    expect(found).toMatchObject({ code: 0, evaluated: 2, skipped: 0, doubts: [] });
  });

  const places = [
    'attack-export.ndjson',
    '2023-10-03.ndjson',
    'sub/2023-10-02.ndjson',
    '.hidden.ndjson',
    '.oktahunt-archive.more.ndjson',
    '.oktahunt-archive.lock',
    `${manifestName}.tmp`,
    'dead-letters.ndjson',
    `sub/${manifestName}`,
    'outbox/0000000001.json',
    'outbox/0000000001.json.tmp',
    'outbox/1.json',
    'outbox/.oktahunt-outbox.json',
  ];
  test.each(places)('and an attack in %s: it is found', async (name) => {
    const files = { ...archive, [outboxMark]: outbox, [name]: lines([alarm()]) };
    expect(await scan(await aFolder(files))).toMatchObject({
      code: 1,
      evaluated: 3,
    });
  });

  test.each<[string, Files]>([
    ['that claims other files', { [manifestName]: manifest({ '2023-10-05.ndjson': 'x' }) }],
    ['that claims a part of the file', { [manifestName]: manifest({ [day]: quiet }, 10) }],
    ['that claims nothing', { [manifestName]: manifest({}) }],
    ['that claims another digest', { [manifestName]: manifest({ [day]: 'x' }) }],
    ['that is damaged', { [manifestName]: '{"kind":"oktahunt-archive",' }],
    ['that is empty', { [manifestName]: '' }],
    ['of a later version', { [manifestName]: '{"kind":"oktahunt-archive","version":9}' }],
    ['that is a link', { [manifestName]: { link: day } }],
    ['that is a link to nothing', { [manifestName]: { link: 'gone' } }],
    ['that is a folder', { [`${manifestName}/attack.ndjson`]: lines([alarm()]) }],
    ['that holds the attack', { [manifestName]: lines([alarm()]) }],
    [
      'beside a second one',
      {
        [manifestName]: manifest({}),
        [`sub/${manifestName}`]: manifest({}),
        'sub/attack.ndjson': lines([alarm()]),
      },
    ],
  ])('%s hides no attack', async (_, files) => {
    const attack = { [day]: quiet + lines([alarm()]) };
    expect((await scan(await aFolder({ ...attack, ...files }))).code).toBe(1);
  });

  test.each<[string, string, RegExp]>([
    ['that is damaged', '{"kind":"oktahunt-archive",', /manifest .* is damaged/],
    ['of a later version', '{"kind":"oktahunt-archive","version":9}', /newer oktahunt/],
    ['that claims what is gone', manifest({ '2023-10-05.ndjson': 'x' }), /is missing/],
    ['that claims more than there is', manifest({ [day]: `${quiet}more` }), /was truncated/],
    ['that claims another digest', manifest({ [day]: quiet.replace('Ana', 'Eve') }), /SHA-256/],
  ])('%s is told, and the answer is not complete', async (_, text, said) => {
    const found = await scan(await aFolder({ [day]: quiet, [manifestName]: text }));
    expect(found.said).toMatch(said);
    expect(found).toMatchObject({ code: 4, evaluated: 2 });
  });

  test('whose event file is a link is read, and told', async () => {
    const folder = await aFolder({ 'elsewhere/x.ndjson': quiet, 'log/.keep': '' });
    const log = await aFolder({ [manifestName]: manifest({ [day]: quiet }) });
    symlinkSync(`${folder}/elsewhere/x.ndjson`, `${log}/${day}`);
    expect(await scan(log)).toMatchObject({ code: 4, evaluated: 2 });
  });

  test.each([
    ['zip', 'zip -qrX packed .'],
    ['tar', 'tar cf packed --exclude packed .'],
  ])('in a %s leaves nothing out', async (kind, command) => {
    const folder = await aFolder({ ...archive, 'attack-export.ndjson': lines([alarm()]) });
    execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'pipe' });
    const packed = kind === 'zip' ? `${folder}/packed.zip` : `${folder}/packed`;
    expect(await scan(packed)).toMatchObject({ code: 1, evaluated: 3 });
  });
});
