import type { englishOutput } from '../../english/command/english-output.ts';

/** What goes wrong with an output, in Japanese. */
export const japaneseOutput: Record<keyof typeof englishOutput, string> = {
  'output.stdin': '標準入力',
  'output.stdout': '標準出力',
  'output.readerGone': '{name} の読み手がいなくなりました',
  'output.cannotWrite': '{name} に書き込めません: {reason}',
  'output.cannotRead': '{name} を読み込めません: {reason}',
  'output.noSpace': 'デバイスに空き容量がありません',
  'output.quota': 'ディスクの割り当て容量を超えました',
  'output.tooLarge': 'ファイルが許可されたサイズを超えます',
  'output.denied': 'アクセス権がありません',
  'output.readOnly': 'ファイルシステムが読み取り専用です',
  'output.nameTaken': '同じ名前の別のものが存在します',
  'output.noFolder': 'そのようなフォルダーはありません',
  'output.isFolder': 'フォルダーです',
};
