import type { englishHelpInquiry } from '../../english/help/english-help-inquiry.ts';

/** The help of `anomalies`, `show` and `timeline`, in Japanese. */
export const japaneseHelpInquiry: Record<keyof typeof englishHelpInquiry, string> = {
  'help.anomalies.summary': '本人の普段とどれほど違うかの順にセッションを表示',
  'help.anomalies.description':
    'セッションを、その内容が本人にとってどれほど起こりにくいかの順に、理由 (場所、マシン、アプリケーション、操作、時間帯) を付けて表示します。本人の過去、同僚、組織全体と比較します。',
  'help.anomalies.since': 'この時刻以降に続いていたものだけを表示 (それより前のイベントからも学習)',
  'help.anomalies.until': 'この時刻より前に始まったものだけを表示',
  'help.anomalies.top': '表示するセッションの数',
  'help.anomalies.user': 'ログイン名にこの文字列を含むか、この ID を持つユーザーのみ',
  'help.anomalies.lookback': '--since より前に取得する履歴: auto (21 日)、0、30d など',
  'help.anomalies.details': '各セッションの理由をすべて表示',
  'help.anomalies.all': '本人の普段と最も違うセッション',
  'help.anomalies.recent': '直近 2 日間 (それ以前から普段の様子を学習)',
  'help.anomalies.live': '同じものを組織から取得 (履歴は --lookback)',
  'help.anomalies.person': '1 人だけを表示 (順位は全員の中のもの)',
  'help.anomalies.lines': '1 行に 1 セッション (パイプ用)',
  'help.anomalies.closer': 'その 1 つで起きたこと',
  'help.anomalies.note':
    '起こりにくいことは、悪意を意味しません。順位は最初に見るべき場所を、理由はその根拠を示します。2 週間以上のログが望ましく、ログの最初の数日は比較するものがないため、そのことが示されます。',
  'help.anomalies.exit':
    "終了コード: 0 完了、2 使い方の誤り、3 実行不能、4 不完全 ('oktahunt help exit-codes' を参照)。",
  'help.show.summary': 'ケースまたは検出を詳しく表示',
  'help.show.description':
    '保存したレポートまたはログから、ケースと検出を詳しく表示します。ケースについては、起きたこと (時刻順)、残されたもの、行うべきこと、検出を表示します。',
  'help.show.words': 'ID の先頭部分と、保存したレポート (json、ndjson)、ログ、またはその両方',
  'help.show.limit': 'ケースについて表示するイベント数の上限',
  'help.show.once': '1 回のスキャンで何度でも参照',
  'help.show.case': 'ケースの経緯、行うべきこと、検出',
  'help.show.whole': '加えて、ケースに関わる人とマシンのすべての操作',
  'help.show.finding': '1 件の検出の詳細',
  'help.show.straight': 'ログから直接表示 (先にスキャンします)',
  'help.show.session': "'oktahunt anomalies' のセッションのすべての理由と、行われた操作",
  'help.show.ids':
    'ID は、一意に定まる先頭部分に短縮できます。okc_ と okf_ は省略できます。ケースとその最も早い検出は同じ番号を持ち、番号だけを指定するとケースを意味します。',
  'help.show.exit':
    '終了コード: 0 表示、2 使い方の誤り (該当するもののない ID、複数に該当する ID を含む)、3 実行不能、4 ログを最後まで読み込めなかった (--allow-partial を付けると 0)。',
  'help.timeline.summary': 'ユーザー、セッション、アドレス、デバイス、ケースの操作を時刻順に表示',
  'help.timeline.description':
    'イベントをセッションごとに時刻順で表示します。直前のイベントからの変化と検出を示し、ログから分かる範囲で、侵入者の操作と本人の操作を区別します。',
  'help.timeline.files':
    "任意の形式のログ ('oktahunt help inputs' を参照) と、保存したレポート (json、ndjson) を 1 つまで",
  'help.timeline.user': '実行者または対象となるユーザーのログイン名または ID (複数指定可)',
  'help.timeline.session': '外部セッションまたはルートセッションの ID (複数指定可)',
  'help.timeline.ip': 'アドレス、または 203.0.113.0/24 のようなネットワーク (複数指定可)',
  'help.timeline.device': 'デバイストークン (dtHash)、デバイスの ID または名前 (複数指定可)',
  'help.timeline.case': 'ケース。ID の、一意に定まる先頭部分で指定 (複数指定可)',
  'help.timeline.since':
    'この時刻以降のイベントのみ: 36h、7d (さかのぼる時間)、日付 (UTC)、RFC 3339',
  'help.timeline.noFindings': '検出のためのスキャンを行わず、イベントだけを高速に表示',
  'help.timeline.limit': '表示するイベント数の上限。検出に近いもの、検出がなければ最新のものを優先',
  'help.timeline.byTime': 'セッションごとに分けず、すべてを時刻順に表示',
  'help.timeline.ofUser': 'ユーザーのすべての操作をセッションごとに表示',
  'help.timeline.ofCase': 'ケース (先にスキャンして検出)',
  'help.timeline.ofReport': '保存したレポートから同じものを表示 (スキャンなし)',
  'help.timeline.narrow': '両方の条件に該当するもの',
  'help.timeline.shown':
    '指定したすべての種類のオプションについて、それぞれいずれかの値に該当するイベントが表示されます。同じトランザクションのイベントも表示されます。ケースについては、--since と --until で指定しない限り、最初の兆候の 1 日前から終わりの 1 日後までのイベントが表示されます。',
  'help.timeline.exit':
    '終了コード: 0 表示、2 使い方の誤り、3 実行不能、4 該当するイベントがないか、ログを最後まで読み込めなかった (--allow-partial を付けると 0)。',
};
