/**
 * The columns of the Admin Console's CSV by their Japanese names.
 *
 * The console speaks English and Japanese. Its English names are those below, in the order in which it writes
 * them; for the Japanese ones there is no public list. What Okta's Japanese help calls the fields is taken
 * (`help.okta.com/.../ja-jp`: event type, display message, actor id, actor display name, actor type, target),
 * and the usual translations of the others; so a name is known in many forms, and one that is not is reported.
 */
const columns = [
  'severity event_type display_message uuid version timestamp outcome.result outcome.reason',
  'actor.id actor.type actor.display_name actor.alternate_id',
  'authentication_context.authentication_step authentication_context.authentication_provider',
  'authentication_context.credential_provider authentication_context.credential_type',
  'authentication_context.issuer authentication_context.external_session_id',
  'client.zone client.ip_address client.device',
  'client.user_agent.raw_user_agent client.user_agent.os client.user_agent.browser',
  'client.geographical_context.country client.geographical_context.city client.geographical_context.postal_code',
  'client.geographical_context.geolocation.lon client.geographical_context.geolocation.lat',
  'transaction.id transaction.type debug_context.debug_data.request_uri legacy_event_type',
  ...[0, 1, 2, 3, 4].map((at) =>
    ['id', 'type', 'alternate_id', 'display_name'].map((name) => `target${at}.${name}`).join(' '),
  ),
  'request.ip_chain.geographical_context.postal_code request.ip_chain.geographical_context.geolocation.lon',
  'request.ip_chain.geographical_context.geolocation.lat request.ip_chain.geographical_context.geolocation.state',
  'request.ip_chain.ip request.ip_chain.source request.ip_chain.version',
].flatMap((names) => names.split(' '));

/** What the parts of a name may be called, and whole names that are more than their parts; `*` may be left out. */
const words: Readonly<Record<string, string>> = {
  severity: '重大度 深刻度 重要度',
  event_type: 'イベントタイプ イベント種別 イベント種類',
  display_message: '表示メッセージ メッセージ イベントメッセージ',
  uuid: 'イベントUUID 汎用一意識別子',
  version: 'バージョン',
  timestamp: 'タイムスタンプ 日時 時刻 時間 発生日時 発生時刻 公開日時 公開時刻 発行日時',
  legacy_event_type: 'レガシーイベントタイプ 従来イベントタイプ 旧イベントタイプ',
  outcome: '結果 アウトカム',
  'outcome.result': '結果',
  'outcome.reason': '理由 失敗理由',
  'client.ip_address': 'IPアドレス クライアントIP',
  'client.user_agent.raw_user_agent': 'ユーザーエージェント クライアントユーザーエージェント',
  'client.geographical_context.country': '国 国名',
  'client.geographical_context.city': '市 都市 市区町村',
  'authentication_context.external_session_id': 'セッションID',
  result: '結果',
  reason: '理由 原因',
  actor: 'アクター 実行者 操作者',
  id: '識別子',
  type: 'タイプ 種別 種類',
  display_name: '表示名',
  alternate_id: '代替ID 代替識別子 別ID',
  authentication_context: '* 認証コンテキスト',
  authentication_step: '認証ステップ 認証手順',
  authentication_provider: '認証プロバイダー',
  credential_provider: '資格情報プロバイダー 認証情報プロバイダー クレデンシャルプロバイダー',
  credential_type: '資格情報タイプ 認証情報タイプ クレデンシャルタイプ 資格情報種類 資格情報種別',
  issuer: '発行者 発行元',
  external_session_id: '外部セッションID 外部セッション識別子',
  client: 'クライアント',
  zone: 'ゾーン',
  ip_address: 'IPアドレス',
  device: 'デバイス 端末',
  user_agent: '* ユーザーエージェント',
  raw_user_agent:
    '生ユーザーエージェント 未加工ユーザーエージェント RAWユーザーエージェント ユーザーエージェント文字列',
  os: 'オペレーティングシステム',
  browser: 'ブラウザー',
  geographical_context: '* 地理的コンテキスト 地理コンテキスト 地理的情報 地理情報',
  geolocation: '* 位置情報 地理位置情報 地理的位置情報 地理的位置 ジオロケーション',
  country: '国 国名',
  city: '市 都市 市区町村',
  state: '州 都道府県',
  postal_code: '郵便番号',
  lon: '経度',
  lat: '緯度',
  transaction: 'トランザクション',
  debug_context: '* デバッグコンテキスト',
  debug_data: '* デバッグデータ',
  request_uri: 'リクエストURI 要求URI',
  target: 'ターゲット 対象',
  request: 'リクエスト 要求',
  ip_chain: 'IPチェーン IPチェイン',
  ip: 'IPアドレス',
  source: 'ソース 送信元',
};

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Whether a name has Japanese letters. */
export function isJapanese(name: string): boolean {
  return japanese.test(name);
}

/** Without what is written in more than one way: widths, spaces and marks between parts, long vowels, particles. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}_の]|[\u30fc]/gu, '');
}

let known: ReadonlyMap<string, string> | undefined;

/** The English name of each form of a Japanese one; forms that two columns share are nobody's. */
function knownForms(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const shared = new Set<string>();
  for (const column of columns) {
    for (const form of formsOf(column)) {
      const other = found.get(form);
      if (other !== undefined && other !== column) shared.add(form);
      found.set(form, column);
    }
  }
  for (const form of shared) found.delete(form);
  return found;
}

function formsOf(column: string): ReadonlySet<string> {
  const parts = column.split('.').map(translationsOf);
  const joined = parts.reduce<readonly string[]>(
    (starts, ends) => starts.flatMap((start) => ends.map((end) => start + end)),
    [''],
  );
  const whole = column.includes('.') ? (words[column]?.split(' ') ?? []) : [];
  return new Set([...joined, ...whole.map(plain)]);
}

/** A part of a name in all its forms, its English one among them, and as nothing if it may be left out. */
function translationsOf(part: string): readonly string[] {
  const [, name = part, number = ''] = /^(target)(\d)$/.exec(part) ?? [];
  const forms = (words[name] ?? '').split(' ').filter((word) => word !== '');
  return [name, ...forms].map((word) => (word === '*' ? '' : plain(word) + number));
}

/**
 * The names of columns, Japanese ones in English where they are known, and the others as they are. Of two that
 * would have the same name the second one keeps its own.
 */
export function inEnglish(names: readonly string[]): readonly string[] {
  if (!names.some(isJapanese)) return names;
  known ??= knownForms();
  const taken = new Set(names);
  return names.map((name) => {
    const column = known?.get(plain(name));
    if (column === undefined || taken.has(column)) return name;
    taken.add(column);
    return column;
  });
}
