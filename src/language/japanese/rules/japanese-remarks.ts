import type { englishRemarks } from '../../english/rules/english-remarks.ts';

/** Remarks about rules that load, and are most likely not what was meant, in Japanese. */
export const japaneseRemarks: Record<keyof typeof englishRemarks, string> = {
  'remark.narrowFilter':
    'このフィルターは "{names}" に該当するものだけを残します。それを除外するには、condition: not {names} と書いてください',
  'remark.condition': '条件',
  'remark.alternative': '条件の選択肢「{names}」',
  'remark.togetherWithCondition': '本来の条件も合わせた「{what}」',
  'remark.filterCondition': 'フィルターの条件',
  'remark.filterLeavesNothing':
    'このフィルターを適用すると "{rule}" に該当するイベントがなくなります',
  'remark.filterExcludesNothing': 'このフィルターが "{rule}" から除外するものはありません',
  'remark.test': '{path} の比較',
  'remark.windowNeverGives': 'ウィンドウが返すことのない値を条件にしています',
  'remark.selection': 'セレクション「{name}」',
  'remark.contradiction': '条件の各部分が互いに矛盾しています',
  'remark.alwaysHolds': '{what}はすべてのイベントで成り立ちます',
  'remark.noTypeSatisfies': '{what}が成り立つことはありません: 満たすイベントタイプがありません',
  'remark.neverHolds': '{what}が成り立つことはありません: {why}',
  'remark.unusedRule': '"{name}" は単独では報告せず、参照しているルールもありません',
  'remark.isWindow': '。"{name}" はウィンドウです。その集計値 {facts} のいずれかを指定してください',
  'remark.windowHas': '。ウィンドウ "{name}" にあるのは {facts} です',
  'remark.noBehavior': 'Okta に標準の行動検出 "{name}" はありません{hint}',
  'remark.factIsBoolean': '{path} は true または false です',
  'remark.factIsBound': '{path} は数値です。{path}|{bound} と書いてください',
  'remark.factIsShare': '{path} は 0 から 1 までの数値です',
  'remark.factNeverMeets': '{path} がその値になることはありません',
  'remark.shareAlways': '{path} は 0 から 1 までの数値なので、値があれば必ず成り立ちます',
  'remark.factAsWord':
    '"{text}" は、書かれたままイベントの中から検索されます。比較するには {example} のようなマップにしてください',
  'remark.unusedSelection': 'セレクション "{name}" を使う条件がありません',
  'remark.unusedWindow': 'ウィンドウ "{name}" を使うものがありません',
  'remark.unusedFact': '"{window}.{fact}" を使うものがありません',
  'remark.idleLearn':
    'ウィンドウ "{name}" の learn がウィンドウより長くなっています。それだけのログがあればウィンドウの範囲は満たされるので、短くしてください',
  'remark.takesEveryEvent':
    'ウィンドウ "{name}" はログのすべてのイベントを対象とします: 1 件あたり約 {bytes} バイト、{million}。rules を指定して絞り込んでください',
  'remark.noGroupBy':
    'ウィンドウ "{name}" には group-by がないため、rules に該当するイベントがすべて同じグループになります: 1 件あたり約 {bytes} バイト、{million}',
  'remark.reasonPlaceholder':
    '{example} はイベントのフィールドでもウィンドウの集計値でもないため、この文が使われることはありません',
  'remark.reasonShowsPath':
    '"{told}" の文が読み手にフィールドのパス {path} を見せています。それが何かを言葉で書いてください',
  'remark.spelling': '"{written}" は、ログでの綴りである "{meant}" として扱われます',
  'remark.eventsOfWindow': 'ウィンドウ「{name}」のイベント',
  'remark.fingerprintFact':
    '"{path}" はウィンドウの集計値です。fingerprint に指定できるのはイベントのフィールドです',
  'remark.nameOneOfThem': '{what}。そのいずれかを指定してください',
  'remark.summaryPlaceholder':
    '{example} は、イベントのフィールドでもウィンドウの集計値でもありません{hint}',
  'remark.noField': '"{path}" というフィールドはありません{hint}',
  'remark.mapWithoutValue': '{what}。マップそのものに値はありません',
  'remark.moreUnknown': 'ほかに {count} 個が不明です',
  'remark.silenced':
    'この相関により、"{name}" は単独では報告しなくなります。generate: true を指定すると報告を続けます',
  'remark.loneRule': 'ルールが "{name}" 1 つだけの {type} は、そのルールと変わりません',
  'remark.repeatedRule':
    '"{name}" が 2 回指定されていますが、順序を問わないため 1 件のイベントが両方を満たします。temporal_ordered ではそれぞれに別のイベントが必要です',
  'remark.raisingCondition': '{level} に引き上げる条件',
  'remark.textOfMap':
    '"{path}" は {example} のようなマップのテキストで、"{plain}" だけになることはありません。contains を使うか、中のフィールドを指定してください',
  'remark.allOfOne': '{name}の |all に値が 1 つしかありません',
  'remark.nullInList': '{name}の値に null が混ざっています',
  'remark.noId': 'ルールに id がありません。固有の UUID を付けてください',
  'remark.idNoUuid': 'id "{id}" は UUID ではありません',
  'remark.noLevel': 'ルールに level がないため、medium として扱われます',
  'remark.noDescription': 'ルールに description がありません',
  'remark.noTags': '戦術または手法を示すタグがありません。例: attack.t1539',
  'remark.noTechnique': 'タグに戦術はありますが、attack.t1539 のような手法がありません',
  'remark.noFalsepositives': '同じように見える無害な操作 (falsepositives) が書かれていません',
  'remark.noStatus': '"{status}" という status はありません{hint}',
  'remark.tagForm': 'タグ "{tag}" が、小文字の namespace.name の形式になっていません',
  'remark.noAttackTag': '"{tag}" は戦術でも手法の ID でもありません。例: attack.t1550.004{hint}',
  'remark.noIdea': '"{id}" という検出アイデアはありません{hint}',
  'remark.lateWindow':
    '"{asked}" は、ログがイベントの前の {span} を網羅するまで判定不能です。ウィンドウ "{name}" に learn を指定してください。例: learn: {learn}',
  'remark.isNeverOneOf': '"{path}" が "{value}" になることはありません。値は {all} です',
  'remark.isNeverMeant':
    '"{path}" が "{value}" になることはありません。"{meant}" の間違いではありませんか?',
  'remark.isNotKnownOneOf': '"{path}" が "{value}" になる例は知られていません。値は {all} です',
  'remark.isNotKnownMeant':
    '"{path}" が "{value}" になる例は知られていません。"{meant}" の間違いではありませんか?',
  'remark.factIsNumber': '{path} は数値です',
  'remark.mapNoEffect':
    '{what}。テキストと比較しても効果はありません。そのいずれかを指定してください',
  'remark.mapNeverHolds':
    '{what}。テキストとの比較が成り立つことはありません。そのいずれかを指定してください',
  'remark.megabytes': '100 万件で {megabytes} MB',
  'remark.sameAs': 'このルールの検出対象は "{name}" ({place}) と同じです',
  'remark.fitsNoType':
    '"{value}" に一致するイベントタイプは、リリース {release} の Okta のドキュメントにありません',
  'remark.noType':
    '"{value}" というイベントタイプは、リリース {release} の Okta のドキュメントにありません{hint}',
  'remark.wordsWithoutField': 'フィールドのない語',
  'remark.field': '「{path}」',
};
