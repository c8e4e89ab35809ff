import type { Rejection } from '../../event/event.ts';
import { jsonText } from '../text/json-text.ts';
import { plainRejection, plainSummary } from './plain-outcome.ts';
import type { Reporter, ReportOptions } from './reporter.ts';

/** Version of the envelope; a change that breaks readers raises the first number. */
export const reportVersion = '1.2';

/** Rejections printed in full; the summary counts them all. */
export const rejectionsKept = 100;

/**
 * One JSON document that `schema.ts` describes. Findings and cases are written as they come and not
 * kept; the document is whole once the summary was given.
 */
export function createJsonReporter(options: ReportOptions): Reporter {
  const rejections: Rejection[] = [];
  let [findings, cases] = [0, 0];
  const endOfFindings = (): string => (findings === 0 ? `${opening(options)}],` : '\n  ],');
  return (outcome) => {
    if (outcome.kind === 'finding') {
      const before = findings++ === 0 ? opening(options) : ',';
      return [`${before}\n    ${nested(outcome, 4)}`];
    }
    if (outcome.kind === 'case') {
      const before = cases++ === 0 ? `${endOfFindings()}\n  "cases": [` : ',';
      return [`${before}\n    ${nested(outcome, 4)}`];
    }
    if (outcome.kind === 'rejection') {
      if (rejections.length < rejectionsKept) rejections.push(plainRejection(outcome));
      return [];
    }
    const before = cases === 0 ? `${endOfFindings()}\n  "cases": [],` : '\n  ],';
    const read = `  "rejections": ${nested(rejections, 2)},\n  "summary": ${nested(plainSummary(outcome), 2)}`;
    return [`${before}\n${read}\n}\n`];
  };
}

function opening({ run, tool }: ReportOptions): string {
  const { name, version, rulesDigest } = tool;
  return [
    '{',
    '  "kind": "report",',
    `  "schemaVersion": "${reportVersion}",`,
    `  "at": ${nested(run?.at ?? null, 2)},`,
    `  "org": ${nested(run?.org ?? null, 2)},`,
    `  "tool": ${nested({ name, version, rulesDigest }, 2)},`,
    '  "findings": [',
  ].join('\n');
}

/** A value as it stands within so many arrays or objects, at 2 spaces each. */
function nested(value: unknown, depth: 2 | 4): string {
  const within = depth === 2 ? [value] : [[value]];
  const around = depth === 2 ? '[\n  '.length : '[\n  [\n    '.length;
  const behind = depth === 2 ? '\n]'.length : '\n  ]\n]'.length;
  return jsonText(within, 2).slice(around, -behind);
}
