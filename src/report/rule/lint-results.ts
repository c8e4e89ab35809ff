import type { LintReport } from '../../lint/lint.ts';
import { severityOf } from '../../lint/lint.ts';
import { join, type Safe, safe, show } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';
import { quantity } from '../text/quantity.ts';

/** Writes the remarks about rules, in every format of `rules check`. */
export const remarkFormats = {
  text: renderText,
  json: renderJson,
  github: renderAnnotations,
} as const satisfies Record<string, (report: LintReport) => string>;

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
function renderText(report: LintReport): string {
  const lines = report.remarks.map(({ file, line, column, code, message }) => {
    const place = safe`${show(file, { max: longest })}:${line}:${column}`;
    return safe`${place}: ${show(severityOf(code))}: ${show(message, { max: longest })} [${show(code)}]`;
  });
  return [...lines, sums(report)].map((line) => `${line}\n`).join('');
}

function sums(report: LintReport): Safe {
  const { error, warning, note } = countRemarks(report);
  const found = [quantity(error, 'error'), quantity(warning, 'warning')];
  if (note > 0) found.push(quantity(note, 'note'));
  const result = error + warning + note === 0 ? safe`no remarks` : join(found, safe`, `);
  const checked = [quantity(report.files, 'file'), quantity(report.rules, 'rule')];
  if (report.filters > 0) checked.push(quantity(report.filters, 'filter'));
  return safe`${join(checked, safe`, `)}: ${result}`;
}

function renderJson(report: LintReport): string {
  const remarks = report.remarks.map(({ code, ...rest }) => {
    return { ...rest, severity: severityOf(code), code };
  });
  const { files, rules, filters } = report;
  const head = { kind: 'rules-check', schemaVersion: '1.0', files, rules, filters };
  return `${jsonText({ ...head, ...countRemarks(report), remarks }, 2)}\n`;
}

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Workflow commands of GitHub Actions, which shows them beside the lines they are about. */
function renderAnnotations(report: LintReport): string {
  const lines = report.remarks.map(({ file, line, column, code, message }) => {
    const place = `file=${property(file)},line=${line},col=${column},title=${property(code)}`;
    return `::${commands[severityOf(code)]} ${place}::${data(message)}\n`;
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
