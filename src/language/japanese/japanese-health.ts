import type { englishHealth } from '../english/english-health.ts';

/** How a running watch is, in Japanese. */
export const japaneseHealth: Record<keyof typeof englishHealth, string> = {
  'health.ready': '準備完了',
  'health.notReady': '準備未完了: {reasons}',
  'health.alive': '稼働中',
  'health.notAlive': '応答停止: {reasons}',
  'health.starting': 'ログをまだ読み終えていません (起動から {seconds} 秒)',
  'health.noPoll': 'Okta の最後の応答から {seconds} 秒経過しています (上限 {limit} 秒)',
  'health.behind': 'ログより {seconds} 秒遅れています (上限 {limit} 秒)',
  'health.stalled': '{seconds} 秒間、動作の兆候がありません (上限 {limit} 秒)',
  'health.noAnswer': '応答がありません: {cause}',
  'health.tooLong': '応答が長すぎます',
  'health.tooLate': '時間内に応答がありません',
  'health.noReport': '応答したのは oktahunt の watch ではありません',
  'health.noAddress': "--health '{text}' は、ポート付きのアドレスでもソケットのパスでもありません",
  'health.addressForms': '例: 127.0.0.1:9464、/run/oktahunt/health.sock',
  'health.beyondMachine': '--health {address} には、ほかのマシンから接続できてしまいます',
  'health.loopbackOrHosts':
    '127.0.0.1:{port} を指定するか、接続を許可する名前を --health-hosts NAME で指定してください',
  'health.cannotListen': '{address} で待ち受けできません: {cause}',
};
