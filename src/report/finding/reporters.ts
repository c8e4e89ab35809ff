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
  /** One line for `--help`. */
  readonly describe: string;
  /** Makes a reporter for one report. */
  readonly create: (options: ReportOptions) => Reporter;
}

/** Every output format. A new one is a file beside this one, a row here and a golden file. */
export const reporters = {
  table: {
    describe: 'for people: a table, details of each finding, and how complete the scan was',
    create: createTableReporter,
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
  json: {
    describe: 'one JSON document: tool, findings, cases, rejections, summary',
    create: tellingRun(createJsonReporter),
  },
  ndjson: {
    describe: 'one finding per line, then one case per line, between two records of the run',
    create: tellingRun(createNdjsonReporter),
  },
  csv: {
    describe: 'one finding per line, for spreadsheets',
    create: tellingRun(createCsvReporter),
  },
  sarif: {
    describe: 'SARIF 2.1.0, for GitHub code scanning and editors',
    create: tellingRun(createSarifReporter),
  },
  github: {
    describe: 'annotations of a job of GitHub Actions, for the log of a step',
    create: tellingRun(createGithubReporter),
  },
  gitlab: {
    describe: 'a code quality report, for merge requests of GitLab',
    create: tellingRun(createGitlabReporter),
  },
  junit: {
    describe: 'JUnit XML, one test for each rule, for CI servers',
    create: tellingRun(createJunitReporter),
  },
  ocsf: {
    describe: 'OCSF 1.8, one Detection Finding per line, for data lakes',
    create: tellingRun(createOcsfReporter),
  },
  ecs: {
    describe: 'Elastic Common Schema, one document per line',
    create: tellingRun(createEcsReporter),
  },
  'splunk-hec': {
    describe: "events for Splunk's HTTP Event Collector",
    create: tellingRun(createSplunkReporter),
  },
  sentinel: {
    describe: 'rows of a custom table of Microsoft Sentinel',
    create: tellingRun(createSentinelReporter),
  },
  cef: {
    describe: 'Common Event Format, one finding per line, for syslog',
    create: tellingRun(createCefReporter),
  },
  timesketch: {
    describe: "the findings' events for Timesketch, one per line",
    create: tellingRun(createTimesketchReporter),
  },
  stix: {
    describe: 'a STIX 2.1 bundle with the indicators of cases',
    create: tellingRun(createStixReporter),
  },
  misp: {
    describe: 'a MISP event with the indicators of cases',
    create: tellingRun(createMispReporter),
  },
} satisfies Record<string, ReportFormat>;

/** The name of an output format. */
export type ReportFormatName = keyof typeof reporters;
