import type { englishInputs } from '../../english/input/english-inputs.ts';

/** What makes reading impossible, in Japanese. */
export const japaneseInputs: Record<keyof typeof englishInputs, string> = {
  'input.error': '{path}: {reason}',
  'input.otherwise': '{reason}',
  'input.whyNoSuchFile': 'そのようなファイルはありません',
  'input.whyDenied': 'アクセス権がありません',
  'input.whyIsFolder': 'フォルダーです',
  'input.whyNotFolder': 'パスの途中にフォルダーでないものがあります',
  'input.whyLinkCircle': 'リンクが循環しています',
  'input.whyManyOpen': '開いているファイルが多すぎます',
  'input.whyLongPath': 'パスが長すぎます',
  'input.whyNoSpace': 'ディスクに空き容量がありません',
  'input.whyQuota': 'ディスクの割り当て容量を使い切りました',
  'input.whyNoDevice': 'そのようなデバイスはありません',
  'input.whyDiskError': 'ディスクがエラーを返しました',
  'input.checkSpelling':
    'つづりを確認するか、フォルダー、引用符で囲んだパターン、または標準入力を表す - を指定してください',
  'input.isTerminal': '端末です',
  'input.stdinTerminal': '標準入力が端末です',
  'input.pipeOrName': 'ログをパイプで渡すか、ファイルを指定してください',
  'input.pipeDash': 'ログをパイプで渡して - を指定するか、ファイルを指定してください',
  'input.changePermissions': '読み取り権限のあるユーザーで実行するか、アクセス権を変更してください',
  'input.nothingReadable': 'フォルダーに読み込めるファイルがありません',
  'input.nothingReadableBecause': 'フォルダーに読み込めるファイルがありません ({file}: {why})',
  'input.nameAnother': '別のものを指定してください',
  'input.isSocket': 'ソケットです',
  'input.nameFile': 'ファイルを指定するか、ログをパイプで渡して - を指定してください',
  'input.checkPattern': 'パターンを確認してください。** は任意の段数のフォルダーを表します',
  'input.nothingMatches': 'このパターンに一致する、読み込めるファイルがありません',
  'input.nothingMatchesBecause':
    'このパターンに一致する、読み込めるファイルがありません ({file}: {why})',
  'input.severalNames': 'バイト列が正しい UTF-8 ではなく、複数のファイル名が該当します: {names}',
  'input.writeEscapes': 'これらの名前のいずれかを、エスケープを含めてそのまま指定してください',
  'input.freeState':
    '空き容量を増やすか、TMPDIR により大きなディスクを指定するか、--state-budget でメモリーを増やしてください',
  'input.freeCopy':
    '空き容量を増やすか、TMPDIR により大きなディスクを指定してください。標準入力の内容は、再び読み込むためにそこに保存されます',
  'input.installAgain': 'パッケージを再インストールしてください',
  'input.listAdvice': '1 行に 1 つの値を書いたテキストファイルのパスを指定してください',
  'input.strayByte': '{byte} バイト目が正しい UTF-8 ではありません',
  'input.notRule': 'ルールファイルではありません',
  'input.ruleEnding': 'ファイル名の末尾は .yml または .yaml でなければなりません',
  'input.checkPath': 'パスと読み取り権限を確認してください',
  'input.giveRules': 'ルールファイルまたはルールのフォルダーを指定してください',
  'input.isNoFile': 'ファイルではありません',
};
