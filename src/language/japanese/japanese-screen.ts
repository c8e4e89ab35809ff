import type { englishScreen } from '../english/english-screen.ts';

/** The first line and the last screen of a scan, in Japanese. */
export const japaneseScreen: Record<keyof typeof englishScreen, string> = {
  'screen.noTime': '期間なし',
  'screen.incomplete': 'このスキャンは完全ではありません:',
  'screen.incompleteNothing': '検出はありませんが、このスキャンは完全ではありません:',
  'screen.acceptPartial': '不完全なまま受け入れるには --allow-partial を付けてください。',
  'screen.noGraveCase': '重大度が「中」以上のケースはありません。{scope}',
  'screen.cases': '確認が必要なケースは {count} 件 ({severities})。{state}。',
  'screen.noneActive': '継続中と判明しているものなし',
  'screen.active': '{count} 件は現在も活動中',
  'screen.allRemoved': '仕掛けられたものは除去済み',
  'screen.standing': '{count} 件で仕掛けられたものが残存',
  'screen.nothing': '検出はありません。{scope}',
  'screen.nothingShown':
    '重大度が「{level}」以上の検出はありません (それより低い {count} 件は表示していません)。{scope}',
  'screen.scope': 'ルール {rules} 件、イベント {events} 件、ユーザー {users} 人{period}。',
  'screen.scopePeriod': '、{period}',
  'screen.moreCases': '確認が必要なケースがほかに {count} 件',
  'screen.weakCases': '重大度が「低」または「情報」のケースが {count} 件',
  'screen.others': 'このほか、{cases} (詳細表示を参照)',
  'screen.doFirst': '{id} について最初に行うこと:',
  'screen.shown': '{count} 件を表示 (「{level}」以上)',
  'screen.notComplete': '不完全',
  'screen.next': '次のコマンド: {command}',
  'screen.sameCommand': '同じコマンドに {option} を付ける',
  'screen.cutShort': 'このレポートは完全ではありません: {why}。',
};
