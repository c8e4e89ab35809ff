import { english } from '../../language/english.ts';
import { createJsonReporter } from './json-report.ts';
import { createCefReporter } from './machine/cef-report.ts';
import { createCsvReporter } from './machine/csv-report.ts';
import { createEcsReporter } from './machine/ecs-report.ts';
import { tellingRun } from './machine/found-by.ts';
import { createGithubReporter } from './machine/github-report.ts';
import { createGitlabReporter } from './machine/gitlab-report.ts';
import { createJunitReporter } from './machine/junit-report.ts';
import { createMispReporter } from './machine/misp-report.ts';
import { createOcsfReporter } from './machine/ocsf-report.ts';
import { createSarifReporter } from './machine/sarif-report.ts';
import { createSentinelReporter } from './machine/sentinel-report.ts';
import { createSplunkReporter } from './machine/splunk-report.ts';
import { createStixReporter } from './machine/stix-report.ts';
import { createTimesketchReporter } from './machine/timesketch-report.ts';
import { createMarkdownReporter } from './markdown/markdown-report.ts';
import { createNdjsonReporter } from './ndjson-report.ts';
import { createHtmlReporter } from './page/html-report.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import { createTableReporter } from './table/table-report.ts';

/** One row of the table of formats. */
export interface ReportFormat {
  /** One line about it, in English. */
  readonly describe: string;
  /** Makes a reporter for one report. */
  readonly create: (options: ReportOptions) => Reporter;
}

/** Every output format. A new one is a file beside this one, a row here and a golden file. */
export const reporters = {
  table: {
    describe: english['help.format.table'],
    create: createTableReporter,
  },
  html: {
    describe: english['help.format.html'],
    create: createHtmlReporter,
  },
  markdown: {
    describe: english['help.format.markdown'],
    create: createMarkdownReporter,
  },
  json: {
    describe: english['help.format.json'],
    create: tellingRun(createJsonReporter),
  },
  ndjson: {
    describe: english['help.format.ndjson'],
    create: tellingRun(createNdjsonReporter),
  },
  csv: {
    describe: english['help.format.csv'],
    create: tellingRun(createCsvReporter),
  },
  sarif: {
    describe: english['help.format.sarif'],
    create: tellingRun(createSarifReporter),
  },
  github: {
    describe: english['help.format.github'],
    create: tellingRun(createGithubReporter),
  },
  gitlab: {
    describe: english['help.format.gitlab'],
    create: tellingRun(createGitlabReporter),
  },
  junit: {
    describe: english['help.format.junit'],
    create: tellingRun(createJunitReporter),
  },
  ocsf: {
    describe: english['help.format.ocsf'],
    create: tellingRun(createOcsfReporter),
  },
  ecs: {
    describe: english['help.format.ecs'],
    create: tellingRun(createEcsReporter),
  },
  'splunk-hec': {
    describe: english['help.format.splunk-hec'],
    create: tellingRun(createSplunkReporter),
  },
  sentinel: {
    describe: english['help.format.sentinel'],
    create: tellingRun(createSentinelReporter),
  },
  cef: {
    describe: english['help.format.cef'],
    create: tellingRun(createCefReporter),
  },
  timesketch: {
    describe: english['help.format.timesketch'],
    create: tellingRun(createTimesketchReporter),
  },
  stix: {
    describe: english['help.format.stix'],
    create: tellingRun(createStixReporter),
  },
  misp: {
    describe: english['help.format.misp'],
    create: tellingRun(createMispReporter),
  },
} satisfies Record<string, ReportFormat>;

/** The name of an output format. */
export type ReportFormatName = keyof typeof reporters;
