import type { englishLintCodes } from '../../english/rules/english-lint-codes.ts';

/** What the codes of remarks about rules mean and why it matters, and how many there are, in Japanese. */
export const japaneseLintCodes: Record<keyof typeof englishLintCodes, string> = {
  'lintCode.broken': 'ルールを読み込めない',
  'lintCode.broken.why': 'このルールを使うスキャンはイベントを読まず、終了コード 2 で終わります。',
  'lintCode.translation': '翻訳がルールまたはパックに合わない',
  'lintCode.translation.why': 'その言語でのスキャンはイベントを読まず、終了コード 2 で終わります。',
  'lintCode.event-type': 'Okta のドキュメントにないイベントタイプ',
  'lintCode.event-type.why':
    '綴りを誤ったイベントタイプに一致するイベントはありません。ベータ版のイベントタイプと、カタログより新しいイベントタイプも指摘されます。',
  'lintCode.value': 'Okta がそのフィールドに書かない値',
  'lintCode.value.why':
    '綴りを誤った値に一致するイベントはありません。対象は、結果、severity、リスクレベル、行動検出の結果です。',
  'lintCode.rare-value': 'そのフィールドで知られていない値 (Okta が追加する可能性はある)',
  'lintCode.rare-value.why': '新しい値か、組織固有の値か、綴りの誤りです。',
  'lintCode.field': 'System Log のイベントが持ち得ないフィールド',
  'lintCode.field.why':
    '存在しないフィールドは null 以外に一致しないため、比較の結果がすべてのイベントで同じになります。',
  'lintCode.spelling': '大文字と小文字がログと異なるフィールド',
  'lintCode.spelling.why':
    '既知のフィールドとして扱われますが、ほかのツールでは、この綴りでは何も見つかりません。',
  'lintCode.map': 'テキストまたは値が必要な箇所にマップがある',
  'lintCode.map.why':
    'マップにはテキストがないか、ルールが想定するテキストになりません。その中のフィールドを比較してください。',
  'lintCode.never-matches': 'どのイベントも満たせない条件またはセレクション',
  'lintCode.never-matches.why': 'このルール、またはその部分に該当するイベントはありません。',
  'lintCode.always-matches': 'すべてのイベントが満たす条件またはセレクション',
  'lintCode.always-matches.why':
    'このルールがすべてのイベントに該当するか、その部分に効果がありません。',
  'lintCode.all-of-one': '値が 1 つしかない |all',
  'lintCode.all-of-one.why':
    '効果がなく、ほかのツールでは拒否されます。値が抜けている可能性もあります。',
  'lintCode.null-in-list': 'ほかの値と並んだ null',
  'lintCode.null-in-list.why':
    'Sigma では禁止されています (仕様 2.1、"Special Field Values")。null は専用のセレクションに書いてください。',
  'lintCode.unused-selection': 'どの条件も使わないセレクション',
  'lintCode.unused-selection.why': '効果がありません。多くの場合、作成者の意図とは異なります。',
  'lintCode.unused-window': '使われないウィンドウ、またはウィンドウの集計値',
  'lintCode.unused-window.why':
    'ウィンドウ内のすべてのイベントについて、フィールドが無駄に保持されます。',
  'lintCode.late-window': 'どのログでも最初の数日間は判定不能になる条件',
  'lintCode.late-window.why':
    'イベントがないときにだけ成り立つ条件ですが、ウィンドウより短いログではイベントがないと言い切れません。learn を指定すると、その長さのログで足ります。',
  'lintCode.unused-rule': '報告もされず、参照もされないルール',
  'lintCode.unused-rule.why':
    'チェックの対象外のルールが参照していない限り、該当しても誰にも伝わりません。',
  'lintCode.placeholder': 'フィールドでも集計値でもない、summary または reasons のプレースホルダー',
  'lintCode.placeholder.why':
    'すべての検出の見出しでその箇所が「不明」になり、reasons の文は使われません。',
  'lintCode.field-path': 'フィールドのパスを見せている reasons の文',
  'lintCode.field-path.why':
    'reasons は急いでいる人が読みます。"from {client.ipAddress}" のように、それが何かを言葉で書いてください。',
  'lintCode.missing-level': 'level のない報告用ルール',
  'lintCode.missing-level.why':
    '既定値の medium になり、--fail-on と --min-severity がそれと比較します。',
  'lintCode.missing-id': 'id がない、または UUID ではない',
  'lintCode.missing-id.why':
    'フィンガープリントは id から作られます。id がないと、ルールの名前を変えたときにすべてが再び報告されます。',
  'lintCode.missing-description': 'description がない',
  'lintCode.missing-description.why':
    'オンコールの分析者は、何が見られたのかを知る必要があります。',
  'lintCode.missing-tags': 'ATT&CK のタグがない報告用ルール',
  'lintCode.missing-tags.why':
    '検出に攻撃者の目的が示されず、カバレッジレポートにもルールが現れません。',
  'lintCode.missing-technique': 'タグに ATT&CK の戦術はあるが、手法がない',
  'lintCode.missing-technique.why': '手法別のカバレッジにルールが現れません。',
  'lintCode.missing-falsepositives': 'falsepositives のない報告用ルール',
  'lintCode.missing-falsepositives.why':
    '分析者は、どのような無害な操作が同じように見えるかを知る必要があります。',
  'lintCode.status': 'Sigma が定義していない status',
  'lintCode.status.why': 'ほかのツールではルールが拒否されます (仕様 2.1、"Status")。',
  'lintCode.tag': 'Sigma が定義していない形式のタグ',
  'lintCode.tag.why': 'タグでルールを分類するツールで見つかりません (仕様 2.1、付録 "Tags")。',
  'lintCode.catalogue': 'カタログにない検出アイデア',
  'lintCode.catalogue.why':
    '存在しない検出アイデアがカバレッジレポートに数えられることになります。',
  'lintCode.duplicate': '検出対象が同じ 2 つのルール',
  'lintCode.duplicate.why': '1 つの攻撃が 2 回報告されます。',
  'lintCode.silenced': '別のファイルのルールの報告を止める相関',
  'lintCode.silenced.why': 'そのルールは単独では報告しなくなります。',
  'lintCode.fact-as-word': 'ウィンドウの集計値の名前を含む語',
  'lintCode.fact-as-word.why':
    '語は、書かれたままイベントの中から検索されます。集計値の比較はマップで書いてください。',
  'lintCode.repeated-rule': '順序を問わない temporal 相関で 2 回指定されたルール',
  'lintCode.repeated-rule.why':
    '順序を問わないため、1 件のイベントが両方を満たします。temporal_ordered ではそれぞれに別のイベントが必要です。',
  'lintCode.lone-rule': 'ルールが 1 つだけの temporal 相関',
  'lintCode.lone-rule.why':
    'そのルールがアラートになるたびにアラートになります。イベントを数えるか、ほかのルールも指定してください。',
  'lintCode.idle-filter': 'ルールから何も除外しないフィルター',
  'lintCode.idle-filter.why':
    'ルールに該当し得るイベントを何も除外しないため、除外したかったものが報告され続けます。',
  'lintCode.narrow-filter': '指定したものだけを残すフィルター',
  'lintCode.narrow-filter.why':
    '特定の対象を除外するフィルターには not が必要です。条件に該当するものは報告されたままになります。',
  'lintCode.idle-learn': 'ウィンドウより長い learn',
  'lintCode.idle-learn.why':
    'その長さのログがあればウィンドウの範囲は満たされるため、learn に効果はありません。',
  'lintCode.state': 'すべてのイベントを対象とするウィンドウ、または group-by のないウィンドウ',
  'lintCode.state.why':
    'すべてのイベントがメモリーに保持され、互いに同じグループになります。指摘にはコストの見積もりが含まれます。',
  'lintCode.heading': "'oktahunt rules check' の指摘:",
  'severity.error': 'エラー',
  'severity.warning': '警告',
  'severity.note': '注記',
  'lintCode.line': '{severity}: {what}',
  'lintSum.errors': 'エラー {count} 件',
  'lintSum.warnings': '警告 {count} 件',
  'lintSum.notes': '注記 {count} 件',
  'lintSum.files': 'ファイル {count} 個',
  'lintSum.rules': 'ルール {count} 個',
  'lintSum.filters': 'フィルター {count} 個',
  'lintSum.noRemarks': '指摘なし',
  'lintSum.all': '{checked}: {result}',
};
