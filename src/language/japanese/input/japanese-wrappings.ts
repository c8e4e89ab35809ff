import type { englishWrappings } from '../../english/input/english-wrappings.ts';

/** Why no event can be had from what was recognised, in Japanese. */
export const japaneseWrappings: Record<keyof typeof englishWrappings, string> = {
  'wrapping.doubtful':
    'イベントがテキストとして別の情報 ({beside}) と並んでおり、攻撃者が書き込んだ可能性があります。受信したままのレコードであれば、先に取り出してください',
  'wrapping.doubtfulUnder':
    '{at} の下で、イベントがテキストとして別の情報 ({beside}) と並んでおり、攻撃者が書き込んだ可能性があります。受信したままのレコードであれば、先に取り出してください',
  'wrapping.otherEvents': 'ほかのイベント',
  'wrapping.differing':
    '{at} と {other} の下に異なるイベントがあり、一方は偽装の可能性があります。どちらか一方だけを残してください',
  'wrapping.kibana':
    'Kibana の Discover の表です。時刻は表示したブラウザーのタイムゾーンによりますが、その記載がありません。ドキュメント自体 (_source) をエクスポートするか、列 event.original を追加してください',
  'wrapping.elasticDiffers': 'event.original と okta.uuid が別々のイベントのものです',
  'wrapping.harEmptied':
    'HTTP アーカイブがこの応答の内容を含めずに保存されています。内容を含めて保存してください',
  'wrapping.harBarren':
    '/api/v1/logs の応答を含まない HTTP アーカイブ (HAR) です。System Log のページを記録するか、CSV を使用してください',
  'wrapping.ocsf':
    'raw_data のない OCSF で、イベントタイプ (metadata.event_code) が失われています。System Log 自体をエクスポートしてください',
  'wrapping.workflows':
    'Okta Workflows の実行ログで、System Log のイベントを含みません。System Log をエクスポートしてください',
  'wrapping.wazuhDiffers': 'Wazuh のアラートの full_log と data が別々のイベントのものです',
  'wrapping.udm':
    'Google SecOps (Chronicle) の UDM 形式のイベントです。System Log のイベントの多くの項目を保持できないため、生ログ (rawLog) をエクスポートしてください',
  'product.cloudTrail': 'AWS CloudTrail (Okta System Log ではありません)',
  'product.entra': 'Microsoft Entra のサインインログ (Okta System Log ではありません)',
  'product.workspace': 'Google Workspace の監査ログ (Okta System Log ではありません)',
  'product.workflows': 'Okta Workflows の実行ログ (Okta System Log ではありません)',
  'product.udm': '生ログのない Google SecOps の UDM',
  'product.manifest': 'アーカイブのマニフェスト (展開してからフォルダーをスキャンしてください)',
  'product.ocsf': 'System Log の元のイベントがない OCSF',
};
