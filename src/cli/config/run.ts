import { quotable, quotableUrl } from '../../okta/auth/quotable.ts';
import { safe, show } from '../../report/text/escape.ts';
import { renderGrid } from '../../report/text/grid.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import type { ListFormat } from '../option/output-format.ts';
import type { Io } from '../terminal/io.ts';
import { streamSink } from '../terminal/sink.ts';
import { settingsOf } from './connection.ts';
import { type ResolvedSetting, rowOf, type SettingName, settingNames } from './settings.ts';

/** Prints the settings that a run with these options would have. */
export async function showConfig(
  flags: ConnectionFlags,
  format: ListFormat,
  io: Io,
): Promise<void> {
  const settings = await settingsOf(flags, io);
  const rows = settingNames.map((name) => ({ name, ...shownValue(name, settings[name]) }));
  const text = format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows);
  await streamSink(io.stdout, 'standard output').write(text);
}

interface Row {
  readonly name: string;
  readonly value: string | null;
  readonly origin: string | null;
}

function shownValue(name: SettingName, setting: ResolvedSetting | undefined): Omit<Row, 'name'> {
  if (!setting) return { value: null, origin: null };
  const { secret, isUrl } = rowOf(name);
  const quote = isUrl ? quotableUrl : quotable;
  return { value: secret ? '[set]' : quote(setting.value), origin: setting.origin };
}

function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ name, value, origin }) => [
    show(name),
    show(value ?? '-', { max: 80 }),
    show(origin ?? '', { max: 200 }),
  ]);
  const lines = [[safe`SETTING`, safe`VALUE`, safe`FROM`], ...cells];
  const grid = renderGrid(
    lines.map((line) => line.map((text) => ({ text }))),
    { gap: 2 },
  );
  return grid.map((line) => `${line}\n`).join('');
}
