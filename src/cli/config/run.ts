import type { Command } from 'commander';
import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { type MessageValue, tell, valueIn } from '../../language/message.ts';
import { quotable, quotableUrl } from '../../okta/auth/quotable.ts';
import { show } from '../../report/text/escape.ts';
import { renderGrid } from '../../report/text/grid.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import type { DeliverTarget } from '../option/deliver-option.ts';
import type { ListFormat } from '../option/output-format.ts';
import type { NamedList } from '../rules/rule-options.ts';
import { streamSink } from '../terminal/sink.ts';
import { optionsFor, parsed } from './apply-options.ts';
import type { CommandContext } from './command-context.ts';
import { type ConfigFlag, readLayers } from './config-layers.ts';
import { type OptionSettingName, optionSettingNames } from './option-settings.ts';
import type { OptionValue } from './option-values.ts';
import {
  type Layer,
  type ResolvedSetting,
  resolveSettings,
  rowOf,
  type SettingName,
  settingNames,
} from './settings.ts';

/** Prints the settings that a run with these options would have. */
export async function showConfig(
  flags: ConnectionFlags,
  format: ListFormat,
  { io, speech }: Pick<CommandContext, 'io' | 'speech'>,
): Promise<void> {
  const layers = await readLayers(flags.config, io);
  const settings = resolveSettings(flags, io.env, layers);
  const connection = settingNames.map((name) => ({ name, ...shownValue(name, settings[name]) }));
  const rows = [...connection, ...optionsIn(layers)];
  const text =
    format === 'json'
      ? `${JSON.stringify(rows.map(plain), null, 2)}\n`
      : tableOf(rows, speech.language);
  await streamSink(io.stdout, tell('output.stdout')).write(text);
}

/** The options that files give, those of a section by its name and theirs; then those that none gives. */
function optionsIn(layers: readonly Layer[]): readonly Row[] {
  const given = layers.flatMap(({ options }) => options);
  const known = new Set<string>();
  const rows = given.flatMap(({ name, section, value, place }): Row[] => {
    const whole = section === undefined ? name : `${section}.${name}`;
    if (known.has(whole)) return [];
    known.add(whole);
    return [{ name: whole, value: textOf(name, value), origin: place }];
  });
  const others = optionSettingNames
    .filter((name) => !given.some((one) => one.name === name))
    .map((name) => ({ name, value: null, origin: null }));
  return [...rows, ...others];
}

function textOf(name: OptionSettingName, value: OptionValue['value']): MessageValue {
  if (!Array.isArray(value)) return name === 'webhook' ? quotableUrl(String(value)) : String(value);
  return (value as readonly (string | NamedList | DeliverTarget)[]).map((one) => {
    if (typeof one === 'string') return one;
    if ('address' in one) return receiverText(one);
    return 'file' in one
      ? `${one.name}=${one.file}`
      : tell('setting.list', { name: one.name, count: String(one.values.length) });
  });
}

/** A receiver, without what may be secret in its address. */
function receiverText({ kind, address, minSeverity, what }: DeliverTarget): string {
  const place =
    address.in === 'text' ? quotableUrl(address.value) : `${address.in}:${address.value}`;
  const limits = [minSeverity, what].filter((limit) => limit !== undefined);
  return `${kind}=${place}${limits.length > 0 ? ` (${limits.join(', ')})` : ''}`;
}

/** Checks every configuration file of a run in this folder; returns what it found to be right. */
export async function checkConfig(
  program: Command,
  flag: ConfigFlag,
  { io, speech }: Pick<CommandContext, 'io' | 'speech'>,
): Promise<void> {
  const layers = await readLayers(flag, io);
  for (const command of program.commands) {
    for (const layer of layers) {
      for (const { option, given } of optionsFor(command, [layer])) parsed(option, given);
    }
  }
  const out = streamSink(io.stdout, tell('output.stdout'));
  for (const { file, values, options } of layers) {
    const count = Object.keys(values).length + options.length;
    const told = say(speech.language, 'setting.allRight', { file: show(file), count });
    await out.write(`${told}\n`);
  }
  if (layers.length === 0) await out.write(`${say(speech.language, 'setting.noFile')}\n`);
}

interface Row {
  readonly name: string;
  readonly value: MessageValue | null;
  readonly origin: MessageValue | null;
}

function shownValue(name: SettingName, setting: ResolvedSetting | undefined): Omit<Row, 'name'> {
  if (!setting) return { value: null, origin: null };
  const { secret, isUrl } = rowOf(name);
  const quote = isUrl ? quotableUrl : quotable;
  return { value: secret ? '[set]' : quote(setting.value), origin: setting.origin };
}

/** The row as programs read it. */
function plain({ name, value, origin }: Row) {
  const english = (told: MessageValue | null): string | null =>
    told === null ? null : valueIn(inEnglish, told);
  return { name, value: english(value), origin: english(origin) };
}

function tableOf(rows: readonly Row[], language: Language): string {
  const cells = rows.map(({ name, value, origin }) => [
    show(name),
    show(valueIn(language, value ?? '-'), { max: 80 }),
    show(valueIn(language, origin ?? ''), { max: 200 }),
  ]);
  const heads = (['headName', 'headValue', 'headOrigin'] as const).map((head) =>
    show(say(language, `setting.${head}`)),
  );
  const lines = [heads, ...cells];
  const grid = renderGrid(
    lines.map((line) => line.map((text) => ({ text }))),
    { gap: 2 },
  );
  return grid.map((line) => `${line}\n`).join('');
}
