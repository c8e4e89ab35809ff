import { type Xml, xml, xmlText } from '../text/xml-text.ts';

/** Cases that belong together. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** One case; passed if it neither failed nor was skipped. All texts may be hostile. */
export interface JunitCase {
  readonly name: string;
  readonly failure?: {
    /** What kind of failure it is; an expectation that was not met, if left out. */
    readonly type?: string;
    readonly message: string;
    readonly lines: readonly string[];
  };
  /** Why it was not tried. */
  readonly skipped?: string;
}

/**
 * Test results as CI servers read them: JUnit XML, in the form of the Jenkins xUnit plugin
 * (junit-10.xsd). No times are given, so that the same results are the same bytes.
 */
export function renderJunit(name: string, suites: readonly JunitSuite[]): string {
  const all = countsOf(suites.flatMap(({ cases }) => cases));
  return [
    xml`<?xml version="1.0" encoding="UTF-8"?>`,
    xml`<testsuites name="${xmlText(name)}" tests="${all.tests}" failures="${all.failures}" errors="0">`,
    ...suites.flatMap(suiteLines),
    xml`</testsuites>`,
    '',
  ].join('\n');
}

function countsOf(cases: readonly JunitCase[]) {
  return {
    tests: cases.length,
    failures: cases.filter(({ failure }) => failure).length,
    skipped: cases.filter(({ skipped }) => skipped !== undefined).length,
  };
}

function suiteLines({ name, cases }: JunitSuite): readonly Xml[] {
  const { tests, failures, skipped } = countsOf(cases);
  const counts = xml`tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return [
    xml`  <testsuite name="${xmlText(name)}" ${counts}>`,
    ...cases.flatMap((one) => caseLines(one, name)),
    xml`  </testsuite>`,
  ];
}

function caseLines({ name, failure, skipped }: JunitCase, suite: string): readonly Xml[] {
  const opening = xml`    <testcase classname="${xmlText(suite)}" name="${xmlText(name)}"`;
  if (skipped !== undefined) {
    return [
      xml`${opening}>`,
      xml`      <skipped message="${xmlText(skipped)}"/>`,
      xml`    </testcase>`,
    ];
  }
  if (!failure) return [xml`${opening}/>`];
  const text = failure.lines.map(xmlText).join('\n') as Xml;
  const head = xml`      <failure type="${xmlText(failure.type ?? 'expectation')}" message="${xmlText(failure.message)}">`;
  return [xml`${opening}>`, xml`${head}${text}</failure>`, xml`    </testcase>`];
}
