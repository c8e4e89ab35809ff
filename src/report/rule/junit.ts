import { show } from '../text/escape.ts';

/** Cases that belong together. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** One case; passed if it neither failed nor was skipped. All texts may be hostile. */
export interface JunitCase {
  readonly name: string;
  readonly failure?: { readonly message: string; readonly lines: readonly string[] };
  /** Why it was not tried. */
  readonly skipped?: string;
}

/** Longest text in one attribute or line, in columns. */
const longest = 1_000;

/**
 * Test results as CI servers read them: JUnit XML, in the form of the Jenkins xUnit plugin
 * (junit-10.xsd). No times are given, so that the same results are the same bytes.
 */
export function renderJunit(name: string, suites: readonly JunitSuite[]): string {
  const all = countsOf(suites.flatMap(({ cases }) => cases));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(name)}" tests="${all.tests}" failures="${all.failures}" errors="0">`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
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

function suiteLines({ name, cases }: JunitSuite): readonly string[] {
  const { tests, failures, skipped } = countsOf(cases);
  const counts = `tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return [
    `  <testsuite name="${xml(name)}" ${counts}>`,
    ...cases.flatMap((one) => caseLines(one, name)),
    '  </testsuite>',
  ];
}

function caseLines({ name, failure, skipped }: JunitCase, suite: string): readonly string[] {
  const opening = `    <testcase classname="${xml(suite)}" name="${xml(name)}"`;
  if (skipped !== undefined) {
    return [`${opening}>`, `      <skipped message="${xml(skipped)}"/>`, '    </testcase>'];
  }
  if (!failure) return [`${opening}/>`];
  const text = failure.lines.map(xml).join('\n');
  const head = `      <failure type="expectation" message="${xml(failure.message)}">`;
  return [`${opening}>`, `${head}${text}</failure>`, '    </testcase>'];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text in XML 1.0. What the language cannot hold at all (controls, lone surrogates, U+FFFE, U+FFFF) has
 * no ink either, so it is escaped as for a terminal.
 */
function xml(text: string): string {
  return show(text, { max: longest }).replace(/[&<>"']/g, (sign) => entities[sign] as string);
}
