import type { englishSources } from '../../english/input/english-sources.ts';

/** What is remarked on an input, in Japanese. */
export const japaneseSources: Record<keyof typeof englishSources, string> = {
  'source.empty': 'ファイルが空です',
  'source.noRecords': 'ファイルにレコードがありません',
  'source.looksLike': '{product} のようです',
  'source.someLookLike': '一部のレコードは {product} のようです',
  'source.noEvents': 'System Log のイベントが含まれていません',
  'source.growing': '書き込み中だったため、読み始めた時点の {bytes} バイトまで読み込みました',
  'source.hollow': 'レコードを含まないラッパー: {count} 件',
  'source.doubled': 'キーが重複し、最後の値を採用したレコード: {count} 件',
  'source.unknownColumns': '不明な列: {count} 件 ({names})',
  'source.unknownColumnsMore': '不明な列: {count} 件 ({names}、ほか)',
  'source.noLog': 'ログではありません: {why}',
  'source.noLogBegin': 'ログではありません: テキストが { でも [ でも既知の列名でも始まっていません',
  'source.unknownHeader':
    'ヘッダーが不明な CSV です: {names}。event_type、eventType、_raw のいずれかの列が必要です',
  'source.unknownHeaderMore':
    'ヘッダーが不明な CSV です: {names}、ほか {count} 列。event_type、eventType、_raw のいずれかの列が必要です',
  'source.looksEncoded': '{encoding} のようです。--encoding {label} を指定すると読み込めます',
  'source.inEncoding': 'テキストの文字コードは {encoding} です。UTF-8 に変換してください',
  'source.notUtf8': 'テキストが正しい UTF-8 ではありません。{hint}',
  'source.saysEncoding': 'テキスト自体は {label} ではなく {encoding} であることを示しています',
  'source.utf8Mark': 'バイト順マークは {label} ではなく UTF-8 であることを示しています',
  'source.readAs': '{label} として読み込みました',
  'source.readAsDespite': '先頭は正しい UTF-8 ですが、指定どおり {label} として読み込みました',
  'encoding.utf32le': 'UTF-32 (リトルエンディアン)',
  'encoding.utf32be': 'UTF-32 (ビッグエンディアン)',
  'encoding.utf16le': 'UTF-16 (リトルエンディアン)',
  'encoding.utf16be': 'UTF-16 (ビッグエンディアン)',
  'source.oneInside': 'ファイル 1 件を含みます',
  'source.filesInside': 'ファイル {count} 件を含みます',
  'source.notRegular': '通常のファイルではありません。読み込むにはファイル名を直接指定してください',
  'source.notRead': '最後まで読み込まれていません',
};
