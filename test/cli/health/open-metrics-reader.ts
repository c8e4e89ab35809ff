/**
 * A strict reader of the OpenMetrics 1.0 text format, written from its specification (ABNF and section "Text Format"),
 * knowing nothing of our writer. Throws at the first thing that the specification forbids.
 */

export interface ReadFamily {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  readonly samples: readonly ReadSample[];
}

export interface ReadSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

interface Draft {
  name: string;
  type: string | undefined;
  unit: string | undefined;
  help: string | undefined;
  samples: ReadSample[];
}

const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const number = /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;

/** What the samples of a type may be called, behind the family's name. */
const suffixes: Readonly<Record<string, readonly string[]>> = {
  counter: ['_total', '_created'],
  gauge: [''],
  info: ['_info'],
  stateset: [''],
  unknown: [''],
};

export function readOpenMetrics(text: string): readonly ReadFamily[] {
  if (!text.endsWith('# EOF\n')) throw new Error('the last line must be # EOF, with a line feed');
  if (text.includes('\r')) throw new Error('a carriage return');
  const lines = text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1);
  const families: Draft[] = [];
  for (const line of lines) {
    if (line === '' || line === '# EOF') throw new Error('a line that may not be there');
    if (line.startsWith('#')) readDescriptor(line, families);
    else readSample(line, families);
  }
  return families.map(checked);
}

function readDescriptor(line: string, families: Draft[]): void {
  const [, what = '', name = '', rest = ''] = /^# (TYPE|UNIT|HELP) (\S+) (.*)$/s.exec(line) ?? [];
  if (!metricName.test(name)) throw new Error(`no descriptor: ${line}`);
  let family = families.at(-1);
  if (family?.name !== name) {
    if (families.some((one) => one.name === name)) throw new Error(`${name} is interleaved`);
    family = { name, type: undefined, unit: undefined, help: undefined, samples: [] };
    families.push(family);
  }
  if (family.samples.length > 0) throw new Error(`a descriptor behind samples: ${line}`);
  const key = what.toLowerCase() as 'type' | 'unit' | 'help';
  if (family[key] !== undefined) throw new Error(`twice: ${line}`);
  family[key] = key === 'help' ? unescaped(rest) : rest;
}

function readSample(line: string, families: Draft[]): void {
  const family = families.at(-1);
  const [, name = ''] = /^([^{ ]+)/.exec(line) ?? [];
  if (!metricName.test(name)) throw new Error(`no name: ${line}`);
  let at = name.length;
  const labels = new Map<string, string>();
  if (line[at] === '{') {
    at++;
    while (line[at] !== '}') {
      if (labels.size > 0 && line[at++] !== ',') throw new Error(`no comma: ${line}`);
      const [whole = '', label = '', value = ''] =
        /^([^=]+)="((?:[^"\\]|\\.)*)"/s.exec(line.slice(at)) ?? [];
      if (!labelName.test(label)) throw new Error(`no label: ${line}`);
      if (labels.has(label)) throw new Error(`a label twice: ${line}`);
      labels.set(label, unescaped(value));
      at += whole.length;
    }
    at++;
  }
  const [, value = '', time] = /^ (\S+)(?: (\S+))?$/.exec(line.slice(at)) ?? [];
  if (!number.test(value) || (time !== undefined && !number.test(time))) {
    throw new Error(`no number: ${line}`);
  }
  if (family === undefined) throw new Error(`a sample of nothing: ${line}`);
  const suffix = name.slice(family.name.length);
  const allowed = suffixes[family.type ?? 'unknown'];
  if (!name.startsWith(family.name) || !allowed?.includes(suffix)) {
    throw new Error(`${name} is no sample of the ${family.type} ${family.name}`);
  }
  const key = [name, ...[...labels].map(([label, text]) => `${label}=${text}`).sort()].join('\0');
  const isKnown = family.samples.some(
    (one) =>
      [one.name, ...[...one.labels].map(([label, text]) => `${label}=${text}`).sort()].join(
        '\0',
      ) === key,
  );
  if (isKnown) throw new Error(`a sample twice: ${line}`);
  family.samples.push({ name, labels, value: Number(value) });
}

function checked({ name, type = 'unknown', unit = '', help = '', samples }: Draft): ReadFamily {
  if (!(type in suffixes)) throw new Error(`no type: ${type}`);
  if (unit !== '' && !name.endsWith(`_${unit}`))
    throw new Error(`${name} does not end in _${unit}`);
  if (unit !== '' && (type === 'info' || type === 'stateset'))
    throw new Error(`${name} has a unit`);
  for (const { value } of samples) {
    if (type === 'counter' && !(value >= 0 && Number.isFinite(value))) {
      throw new Error(`${name} is ${value}`);
    }
    if (type === 'info' && value !== 1) throw new Error(`${name} is ${value}`);
  }
  return { name, type, unit, help, samples };
}

function unescaped(text: string): string {
  return text.replace(/\\(.)|"/gs, (whole, character?: string) => {
    if (whole === '"') throw new Error(`a bare quote: ${text}`);
    if (character === 'n') return '\n';
    if (character === '\\' || character === '"') return character;
    throw new Error(`no escape: ${whole}`);
  });
}

/** The value of a sample by its whole name and some of its labels. */
export function sampleOf(
  families: readonly ReadFamily[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  return families
    .flatMap(({ samples }) => samples)
    .find(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, value]) => sample.labels.get(label) === value),
    )?.value;
}
