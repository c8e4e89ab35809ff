declare const exposed: unique symbol;

/** Text in the OpenMetrics format: only {@link openMetrics} makes it. */
export type OpenMetrics = string & { readonly [exposed]: true };

/** One value of a metric; labels may be hostile text. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Values of one name. */
export interface MetricFamily {
  /** Without suffixes; ends with the unit, if there is one. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'info';
  readonly unit?: 'seconds' | 'bytes';
  /** What is measured, in a sentence. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** The media type of {@link openMetrics}. */
export const openMetricsType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

const suffixes = { counter: '_total', gauge: '', info: '_info' } as const;

/** Metrics as OpenMetrics 1.0 text (github.com/prometheus/OpenMetrics). */
export function openMetrics(families: readonly MetricFamily[]): OpenMetrics {
  const lines = families.flatMap(({ name, type, unit, help, samples }) => [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(
      ({ labels = {}, value }) => `${name}${suffixes[type]}${labelText(labels)} ${value}`,
    ),
  ]);
  return `${[...lines, '# EOF'].join('\n')}\n` as OpenMetrics;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

/** Of halves of surrogate pairs there is no UTF-8. */
function escaped(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}
