import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/event/json.ts';
import { inEnglish } from '../../../src/input/csv/japanese-columns.ts';
import { describeUnknown, readUnknown } from '../../../src/input/csv/unknown-header.ts';
import { readEvents } from '../../../src/input/events.ts';
import { toldInEnglish } from '../../../src/language/message.ts';
import { encoded } from '../encoded.ts';
import { aFolder, type Files } from '../folder.ts';

const exported = readFileSync('fixtures/input/console.csv', 'utf8');
const [english = '', ...rows] = exported.split(/\r?\n/);
const targets = [0, 1, 2, 3].flatMap((at) =>
  ['ID', 'タイプ', '代替ID', '表示名'].map((name) => `ターゲット${at}.${name}`),
);

/** All columns of the console, as they would be called part by part. */
const japanese = [
  ...['重大度', 'イベントタイプ', '表示メッセージ', 'UUID', 'バージョン', 'タイムスタンプ'],
  ...['結果', '結果の理由', 'アクターID', 'アクタータイプ', 'アクター表示名', 'アクターの代替ID'],
  ...['認証コンテキスト.認証ステップ', '認証コンテキスト.認証プロバイダー'],
  ...['認証コンテキスト.資格情報プロバイダー', '認証コンテキスト.資格情報タイプ'],
  ...['認証コンテキスト.発行者', '認証コンテキスト.外部セッションID'],
  ...['クライアント.ゾーン', 'クライアント.IPアドレス', 'クライアント.デバイス'],
  'クライアント.ユーザーエージェント.生のユーザーエージェント',
  ...['クライアント.ユーザーエージェント.OS', 'クライアント.ユーザーエージェント.ブラウザー'],
  ...['国', '都市', 'クライアント.地理的コンテキスト.郵便番号'],
  ...[
    'クライアント.地理的コンテキスト.位置情報.経度',
    'クライアント 地理的コンテキスト 位置情報 緯度',
  ],
  ...['トランザクションID', 'トランザクションの種類', 'デバッグデータ.リクエストURI'],
  '従来のイベントタイプ',
  ...targets,
  ...['リクエスト.IPチェーン.郵便番号', 'リクエスト.IPチェーン.位置情報.経度'],
  ...['リクエスト.IPチェーン.位置情報.緯度', 'リクエスト.IPチェーン.位置情報.州'],
  ...[
    'リクエスト.IPチェーン.IP',
    'リクエスト.IPチェーン.ソース',
    'リクエスト.IPチェーン.バージョン',
  ],
];

async function read(files: Files, paths: readonly string[], encoding?: string) {
  const folder = await aFolder(files);
  const events: JsonObject[] = [];
  const told: string[] = [];
  const notes: (string | undefined)[] = [];
  const named = paths.map((path) => `${folder}/${path}`);
  for await (const item of readEvents(named, encoding === undefined ? {} : { encoding })) {
    if (item.kind === 'source') notes.push(item.note);
    else if (item.kind === 'rejection') told.push(`${item.reason}: ${item.message}`);
    else events.push(item.raw);
  }
  return { events, told, notes };
}

describe('a Japanese header of the console', () => {
  it('has all its columns', () => {
    expect(inEnglish(japanese)).toEqual(english.split(','));
  });

  it.each([
    ['ｱｸﾀｰ･表示名', 'actor.display_name'],
    ['アクタの表示名', 'actor.display_name'],
    ['実行者 (ID)', 'actor.id'],
    ['Actor.代替ID', 'actor.alternate_id'],
    ['対象１の種別', 'target1.type'],
    ['クライアント／ブラウザ', 'client.user_agent.browser'],
    ['イベント・タイプ', 'event_type'],
    ['発生日時', 'timestamp'],
  ])('may write %s', (name, column) => {
    expect(inEnglish([name, '備考'])).toEqual([column, '備考']);
  });

  it('is left as it is where two columns would be one', () => {
    expect(inEnglish(['日時', '時刻', 'uuid', 'UUID'])).toEqual([
      'timestamp',
      '時刻',
      'uuid',
      'UUID',
    ]);
  });

  it('gives the same events as the English one', async () => {
    const files = {
      'en.csv': exported,
      'ja.csv': [japanese.join(','), ...rows].join('\n'),
      'bom.csv': `\ufeff${[japanese.join(','), ...rows].join('\r\n')}`,
    };
    const expected = await read(files, ['en.csv']);
    expect(expected.events).toHaveLength(10);
    expect(await read(files, ['ja.csv'])).toEqual(expected);
    expect((await read(files, ['bom.csv'])).events).toEqual(expected.events);
  });

  it('in Shift_JIS is told with what to type, and read so, also in a folder', async () => {
    const plain = [japanese.join(','), ...rows]
      .join('\n')
      .replace(/[^\x00-\x7f\u3000-\u9fff]/g, 'x');
    const text = plain.replaceAll('张伟', '山田');
    const files = { 'a/ja.csv': encoded(text, 'shift_jis') };
    for (const path of ['a', 'a/ja.csv']) {
      const { events, told } = await read(files, [path]);
      expect([events, told]).toEqual([
        [],
        [
          'bad-encoding: the text is not valid UTF-8; it looks like Shift_JIS: --encoding shift_jis reads it',
        ],
      ]);
      expect((await read(files, [path], 'shift_jis')).events).toHaveLength(10);
    }
  });

  it('of which some columns are not known names them', async () => {
    const header = ['備考', 'リスク', ...japanese.slice(2)];
    header[1] = 'イベントタイプ';
    const files = { 'a.csv': [header.join(','), ...rows].join('\n') };
    const { events, notes } = await read(files, ['a.csv']);
    expect(events).toHaveLength(10);
    expect(notes).toEqual(['columns that are not known: 1 ("備考")']);
  });
});

describe('a header that is not known', () => {
  const row =
    '2023-10-02T07:58:12.104Z,user.session.start,7d1c01a0-6110-11ee-8c99-0242ac120001,x\n';
  const german = `Zeit,Ereignis,Kennung,Wer\n${row}${row}`;
  const message = 'this is a CSV whose header is not known: "Zeit", "Ereignis", "Kennung", "Wer"';

  it('is called that, also in a folder if the rows are those of a log', async () => {
    for (const path of ['', 'a.csv']) {
      const { events, told, notes } = await read({ 'a.csv': german }, [path]);
      expect(events).toEqual([]);
      expect(told).toEqual([
        expect.stringContaining(`bad-csv: ${message}; one of its columns must be`),
      ]);
      expect(notes).toEqual([expect.stringContaining(message)]);
    }
  });

  it('of other rows is a note in a folder, and an error where it was named', async () => {
    const files = { 'a.csv': 'name,mail\na,b\nc,d\n', 'b.ndjson': '' };
    const found = await read(files, ['']);
    expect(found.told).toEqual([]);
    expect(found.notes[0]).toMatch(
      /^no log: this is a CSV whose header is not known: "name", "mail"/,
    );
    expect((await read(files, ['a.csv'])).told).toHaveLength(1);
  });

  it('may be Japanese, and long, and hostile', async () => {
    const files = { 'a.csv': `時,事,人,所,物,備\n${'あ,'.repeat(5)}い\n` };
    expect((await read(files, ['a.csv'])).told[0]).toContain(
      '"時", "事", "人", "所", "物" and 1 more',
    );
    const long = readUnknown(`${'x'.repeat(90)},b\n1,2\n3,4\n`);
    expect(long && toldInEnglish(describeUnknown(long))).toContain(`"${'x'.repeat(40)}",`);
  });

  it.each([
    ['prose', 'Hello, world.\nThis is no table, is it, now?\nNo.\n'],
    ['lines of a log', 'Oct 2 09:00 a line of some other log\nOct 2 09:01 another\n'],
    ['markup', '<a>,<b>\n1,2\n'],
    ['control characters', 'a\x1b[2J,b\n1,2\n3,4\n'],
    ['one column', 'name\na\nb\n'],
    ['a line alone', 'a,b\n'],
    ['rows of another width', 'a,b,c,d,e,f\n1,2\n3,4\n'],
  ])('is none of %s', (_, text) => {
    expect(readUnknown(text)).toBeUndefined();
  });
});
