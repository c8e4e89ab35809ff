import type { englishFilter } from '../english/english-filter.ts';

/** What filters did, in Japanese. */
export const japaneseFilter: Record<keyof typeof englishFilter, string> = {
  'filter.heading': 'フィルター',
  'filter.expired':
    'フィルター「{name}」は {expires} に期限が切れ、機能していません。削除するか更新してください{about}',
  'filter.unused': 'フィルター「{name}」が除外したものはありません{about}',
  'filter.used': 'フィルター「{name}」がアラート {count} 件を除外しました: {rules}{about}',
  'filter.about': ' ({about})',
  'filter.owner': '責任者: {owner}',
  'filter.suppressed': 'フィルターが除外したアラート {count} 件',
  'filter.suppressedAlert': '{time} {rule}、イベント {uuid}: {filters}',
  'filter.suppressedAlertBy': '{time} {rule} ({actor})、イベント {uuid}: {filters}',
};
