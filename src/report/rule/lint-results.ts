import { type Language, say } from '../../language/language.ts';
import { tell, toldIn } from '../../language/message.ts';
import type { LintReport } from '../../lint/lint.ts';
import { severityOf } from '../../lint/lint.ts';
import { type Safe, safe, show } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';

/** Writes the remarks about rules, in every format of `rules check`. */
export const remarkFormats = {
  text: renderText,
  json: renderJson,
  github: renderAnnotations,
} as const satisfies Record<string, (report: LintReport, language: Language) => string>;

/** How many remarks there are of each severity. */
export function countRemarks({
  remarks,
}: LintReport): Readonly<Record<'error' | 'warning' | 'note', number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { code } of remarks) counts[severityOf(code)]++;
  return counts;
}

/** Longest quotation of a rule in one line, in columns. */
const longest = 500;

/** One line a remark, as compilers write them, so that editors find the place; then a line of sums. */
function renderText(report: LintReport, language: Language): string {
  const lines = report.remarks.map(({ file, line, column, code, told }) => {
    const place = safe`${show(file, { max: longest })}:${line}:${column}`;
    const severity = say(language, `severity.${severityOf(code)}`);
    const what = show(toldIn(language, told), { max: longest });
    return safe`${place}: ${show(severity)}: ${what} [${show(code)}]`;
  });
  return [...lines, sums(report, language)].map((line) => `${line}\n`).join('');
}

function sums(report: LintReport, language: Language): Safe {
  const { files, rules, filters } = report;
  const { error, warning, note } = countRemarks(report);
  const found = [
    tell('lintSum.errors', { count: error }),
    tell('lintSum.warnings', { count: warning }),
    ...(note > 0 ? [tell('lintSum.notes', { count: note })] : []),
  ];
  const checked = [
    tell('lintSum.files', { count: files }),
    tell('lintSum.rules', { count: rules }),
    ...(filters > 0 ? [tell('lintSum.filters', { count: filters })] : []),
  ];
  const result = error + warning + note === 0 ? tell('lintSum.noRemarks') : found;
  return show(toldIn(language, tell('lintSum.all', { checked, result })));
}

function renderJson(report: LintReport): string {
  const remarks = report.remarks.map(({ code, told: _, ...rest }) => {
    return { ...rest, severity: severityOf(code), code };
  });
  const { files, rules, filters } = report;
  const head = { kind: 'rules-check', schemaVersion: '1.0', files, rules, filters };
  return `${jsonText({ ...head, ...countRemarks(report), remarks }, 2)}\n`;
}

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Workflow commands of GitHub Actions, which shows them beside the lines they are about. */
function renderAnnotations(report: LintReport, language: Language): string {
  const lines = report.remarks.map(({ file, line, column, code, told }) => {
    const place = `file=${property(file)},line=${line},col=${column},title=${property(code)}`;
    return `::${commands[severityOf(code)]} ${place}::${data(toldIn(language, told))}\n`;
  });
  return lines.join('');
}

/**
 * Text that a workflow command carries. The runner undoes these escapes after it has cut the command
 * into its parts, so that a rule cannot end the command or begin another.
 */
function data(text: string): string {
  return show(text, { max: longest }).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
