import type { englishHelpRules } from '../../english/help/english-help-rules.ts';

/** The help of `rules` and its commands, in Japanese. */
export const japaneseHelpRules: Record<keyof typeof englishHelpRules, string> = {
  'help.rules.summary': 'ルールを一覧、表示、検査、テスト',
  'help.rules.description': 'ルールを一覧、表示、検査、テストし、検出した理由を説明します。',
  'help.rules.all': 'すべてのルール',
  'help.rules.one': '1 つのルールの詳細',
  'help.rules.new': '新しいルールとそのフィクスチャー',
  'help.rules.mistakes': '自作のルールの誤り',
  'help.rules.run': 'フィクスチャーで実行',
  'help.rules.cut': 'ログからフィクスチャーを切り出す (仮名化)',
  'help.rules.often': '検出する回数と対象者',
  'help.rules.other': 'ほかのしきい値とフィルターを、件数付きで提案',
  'help.rules.covered': '対応範囲と、ログにデータがあるルール',
  'help.rules.script': 'スクリプト用',
  'help.rulesList.summary': 'すべてのルールの名前、重大度、題名',
  'help.rulesList.description':
    'ルールを、名前、重大度、題名、MITRE ATT&CK の技術とともに一覧します。',
  'help.rulesList.tag': 'attack.t1539 などのタグを持つルール (複数指定可)',
  'help.rulesList.technique': 'T1539 などの技術に対応するルール (複数指定可)',
  'help.rulesList.level': 'この重大度以上になり得るルール',
  'help.rulesList.status': 'このステータスのルール (複数指定可)',
  'help.rulesList.pack': 'パックのルール (複数指定可)',
  'help.rulesList.packs': 'ルールではなくパックを一覧',
  'help.rulesList.eventType': 'このようなイベントに該当し得るルール (複数指定可)',
  'help.rulesList.quiet': '除いたルールの数を表示しない',
  'help.rulesList.bundled': '同梱ルール',
  'help.rulesList.own': '自作のルールも含めて',
  'help.rulesList.high': 'この重大度以上',
  'help.rulesList.sub': 'サブテクニックも含めて',
  'help.rulesList.about': 'このようなイベントに関するルール',
  'help.rulesList.questions': 'ルールのパックが調べる質問',
  'help.rulesList.ofPack': '1 つのパックのルール',
  'help.rulesShow.summary': '1 つのルールの詳細',
  'help.rulesShow.description':
    '1 つのルールについて、調べる内容、誤検出となる場合、対応方法を表示します。',
  'help.rulesShow.file': 'ファイルに書かれたまま',
  'help.rulesNew.summary': 'ひな型となるルールとフィクスチャーを作成',
  'help.rulesNew.description':
    'ルールと、検出しなければならないログ、検出してはならないログを作成します。',
  'help.rulesNew.name': 'ハイフンでつないだ小文字の単語。vpn-from-abroad など',
  'help.rulesNew.into': 'ルールのフォルダー',
  'help.rulesNew.both': 'rules/vpn-from-abroad.yml とそのフィクスチャー',
  'help.rulesNew.then': '続けてテスト',
  'help.rulesNew.note':
    "動作するルールと、検出しなければならないログ (hit-*.ndjson)、検出してはならないログ (miss-*.ndjson) を作成します。3 つとも編集してください。ログは 'oktahunt rules test' が探す場所に置かれます。上位のフォルダーに fixtures/rules があれば fixtures/rules/<rule>/、なければルールと同じフォルダーの tests/<rule>/ です。既存のファイルを上書きすることはありません。",
  'help.rulesNew.exit':
    '終了コード: 0 作成、2 名前が使用済みまたは無効、3 ファイルの書き込みに失敗。',
  'help.rulesCheck.summary': 'ルールの誤りを検出',
  'help.rulesCheck.description':
    'ルールを検査します。エラーがあるルールは読み込めません。警告は、誤りの可能性が高いものです。',
  'help.rulesCheck.strict': '警告も失敗とする',
  'help.rulesCheck.bundled': '同梱ルール',
  'help.rulesCheck.own': '自作のルール (同梱ルールを参照可能)',
  'help.rulesCheck.ci': '警告も失敗とする (CI 用)',
  'help.rulesCheck.github': 'プルリクエストの注釈',
  'help.rulesCheck.codes': '各 [コード] の意味',
  'help.rulesCheck.exit':
    '終了コード: 0 エラーなし、2 エラー (--strict では警告も) があるか、ルールがないか、パスを読み取れない。',
  'help.rulesTest.summary': '検出すべき、またはすべきでないフィクスチャーでルールを実行',
  'help.rulesTest.description':
    'ルールをフィクスチャー (検出しなければならないログと、検出してはならないログ) で実行します。',
  'help.rulesTest.fixtures': 'フィクスチャーのフォルダー: <folder>/<rule>/',
  'help.rulesTest.strict': 'フィクスチャーのないルールも失敗とする',
  'help.rulesTest.output': '結果をファイルにも書き込む (複数指定可)',
  'help.rulesTest.samples': 'samples/<rule>/ のフィクスチャー',
  'help.rulesTest.ci': 'CI 用',
  'help.rulesTest.note':
    'ルールのフィクスチャーは、ルールファイルと同じフォルダーの <rule>/ または tests/<rule>/、あるいは上位のフォルダーの fixtures/rules/<rule>/ にあります。hit-*.ndjson ではルールが検出しなければならず、hit-high-*.ndjson ではその重大度で検出しなければならず、miss-*.ndjson では検出してはなりません。どの種類のエクスポートでも使えます (.ndjson、.jsonl、.json、.gz 付きも可)。24 時間を超えてイベントがないログには、そこに空白があります。数日にわたるウィンドウには、毎日 1 つ以上のイベントを入れてください。',
  'help.rulesTest.exit':
    '終了コード: 0 すべて合格、1 不合格のフィクスチャーがある (--strict ではフィクスチャーのないルールがある場合も)、2 読み込めないルールがある、4 フィクスチャーを持つルールがない。',
  'help.rulesFixture.summary': 'イベントと、そのウィンドウに必要なものをログから切り出す',
  'help.rulesFixture.description':
    'イベントと、ルールが必要とする前後のイベントを、仮名化してログから切り出します。',
  'help.rulesFixture.from': 'ログのファイルまたはフォルダー (複数指定可)',
  'help.rulesFixture.event': 'イベントの uuid',
  'help.rulesFixture.rule': 'ルール (省略時は、そのイベントを検出に含むルール)',
  'help.rulesFixture.into': '標準出力ではなく、このフォルダーのファイルに書き込む',
  'help.rulesFixture.name': 'ファイルの名前。hit-high-abroad など',
  'help.rulesFixture.date': '時刻と曜日を保ったまま、イベントをこの日の前後に移す',
  'help.rulesFixture.note':
    'イベントを、ルールのウィンドウに必要なイベントとともに書き出します。それ以外は、ログに空白がないことを示す少数のイベントだけを含みます。ユーザー、ログイン名、ID、アドレス、名前、トークン、セッション、自由記述は、同じものが同じものになるように置き換えられます。種類、結果、時刻、国、一般的なユーザーエージェント、ルール自体が指定するものは、そのまま残ります。フィクスチャーでルールを実行し、判定がログ全体と同じ場合にだけ書き出します。共有する前に内容を確認してください。',
  'help.rulesFixture.exit':
    '終了コード: 0 作成、2 作成不可 (理由を表示)、3 ファイルの読み書きに失敗。',
  'help.rulesWhy.summary': 'ルールがイベントを検出した、またはしなかった理由',
  'help.rulesWhy.description':
    'ルールがログのイベントを検出した、またはしなかった理由を、条件ごとに説明します。',
  'help.rulesWhy.event': 'イベントの uuid (アラートに関するルールでは、検出の uuid)',
  'help.rulesWhy.note':
    'イベントの uuid は、検出の根拠とログに書かれています。アラートに関するルールでは、検出を、それが説明するイベントの uuid、fingerprint、ID のいずれかで指定してください。',
  'help.rulesBacktest.summary': 'ルールがログで検出する回数、対象者、負荷',
  'help.rulesBacktest.description':
    'ルールがログから見つけるものを、日付と重大度、対象者、負荷について集計します。フィルターが除外したものと、判定できなかったものも示します。',
  'help.rulesBacktest.bundled': '同梱ルール',
  'help.rulesBacktest.file': 'ファイルのルール',
  'help.rulesBacktest.note':
    '検出は、日付と重大度ごとに集計されます。フィルターの効果は、フィルターなしでもルールを実行して集計します。',
  'help.rulesTune.summary': 'ルールのほかのしきい値とフィルターを、根拠となる件数とともに提案',
  'help.rulesTune.description':
    'しきい値を変えた場合にルールがログから見つけるものと、その大半を占める実行者、アプリケーション、ネットワーク、クライアントを集計し、しきい値とフィルターを提案します。',
  'help.rulesTune.minDays': 'ログがこの日数以上にわたる場合にだけ提案',
  'help.rulesTune.note':
    'しきい値は 1 つずつ、ほかを変えずに試します。何も書き込みません。提案は、検出されなくなるものを示すもので、それが攻撃だったかどうかを示すものではありません。',
  'help.rulesCoverage.summary': 'ルールの MITRE ATT&CK 対応範囲と、ログにデータがあるルール',
  'help.rulesCoverage.description':
    'ルールが対応する技術を表示します。ログを指定すると、ログにデータがあるルールも表示します。',
  'help.rulesCoverage.tactics': '戦術と技術、対応するルール',
  'help.rulesCoverage.log': 'このログにデータがあるルール',
  'help.rulesCoverage.layer': 'ATT&CK Navigator のレイヤー',
  'help.rulesDocs.summary': 'ルールごとのページと、検出アイデアの表を作成',
  'help.rulesDocs.description':
    'ルールから Markdown のページ (領域別の索引、ルールごとのページ、公開されている検出アイデアと対応するルールの表) を作成します。同じ名前のファイルは置き換えられます。',
  'help.rulesDocs.out': '書き込むフォルダー (なければ作成)',
  'help.rulesDocs.bundled': 'すべての同梱ルールのページ',
  'help.rulesDocs.own': '自作のルールも含めて',
  'help.tally.rule': 'ルールの名前または ID、あるいはルールファイル',
  'help.tally.since': 'この時刻以降のイベントだけを集計 (それより前は前後関係として使用)',
  'help.tally.until': 'この時刻より前のイベントだけを集計',
  'help.tally.quiet': '標準エラー出力に進行状況を表示しない',
};
