import { createJsonReporter } from './json-report.ts';
import { createMarkdownReporter } from './markdown/markdown-report.ts';
import { createNdjsonReporter } from './ndjson-report.ts';
import { createHtmlReporter } from './page/html-report.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import { createTableReporter } from './table/table-report.ts';

/** One row of the table of formats. */
export interface ReportFormat {
  /** One line for `--help`. */
  readonly describe: string;
  readonly create: (options: ReportOptions) => Reporter;
}

/** Every output format. A new one is a file beside this one, a row here and a golden file. */
export const reporters = {
  table: {
    describe: 'for people: a table, details of each finding, and how complete the scan was',
    create: createTableReporter,
  },
  json: {
    describe: 'one JSON document: tool, findings, cases, rejections, summary',
    create: createJsonReporter,
  },
  ndjson: {
    describe: 'one finding per line, then one case per line, and nothing else',
    create: createNdjsonReporter,
  },
  html: {
    describe:
      'one page for a browser: verdict, cases with timelines, every finding; needs no network',
    create: createHtmlReporter,
  },
  markdown: {
    describe:
      'for a ticket or an incident report: verdict, cases with story and evidence, what is open',
    create: createMarkdownReporter,
  },
} satisfies Record<string, ReportFormat>;

/** The name of an output format. */
export type ReportFormatName = keyof typeof reporters;
