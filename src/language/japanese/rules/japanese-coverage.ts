import type { englishCoverage } from '../../english/rules/english-coverage.ts';

/** What the rules cover, and for which of them a log has data, in Japanese. */
export const japaneseCoverage: Record<keyof typeof englishCoverage, string> = {
  'coverage.otherTechniques': 'その他の手法',
  'coverage.ideas': '対応済みの検出アイデア: {all} 件のうち {known} 件',
  'coverage.fed': 'データあり',
  'coverage.starved': '該当イベントなし',
  'coverage.blind': 'フィールドなし',
  'coverage.log':
    'このログ (イベント {events} 件) には、ルール {rules} 個のうち {fed} 個に必要なデータがあります',
  'coverage.skipped': '読み取れなかったレコード {count} 件をスキップしました',
  'coverage.noEventOfType': 'イベントタイプ {types} のイベントがありません',
  'coverage.noPossibleType': '該当し得るイベントタイプのイベントがありません',
  'coverage.noField': '{fields} のあるイベントがありません{windows}',
  'coverage.types': 'ログにあるイベントタイプ {count} 種類{windows}',
  'coverage.windows': '。ウィンドウの元になる {rules} のイベントがありません',
  'coverage.noOktaEvents': 'ログに Okta System Log のイベントがありません',
};
