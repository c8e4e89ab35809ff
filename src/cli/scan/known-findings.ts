import type { Baseline } from '../../finding/baseline.ts';
import { tell } from '../../language/message.ts';
import { type Dispositions, readDispositions } from '../../saved-report/disposition-file.ts';
import { readReport } from '../../saved-report/read-report.ts';
import { misuse } from '../failure.ts';

/**
 * Reads the report that says what is known. Misuse if it does not have everything that its scan found, since then what
 * it lacks would look new, or if nothing says that it has.
 */
export async function readBaseline(file: string): Promise<Baseline> {
  const { findings, hidden, summary, tool } = await readReport(file);
  const fault = !summary
    ? tell('misuse.baselineNoEnd')
    : summary.doubts.length > 0
      ? tell('misuse.baselinePartial', { why: String(summary.doubts[0]?.message) })
      : summary.focus || summary.baseline || hidden.length > 0
        ? tell('misuse.baselineNarrow')
        : undefined;
  if (fault !== undefined) {
    throw misuse(tell('misuse.noBaseline', { file, why: fault }), tell('misuse.makeBaseline'));
  }
  const known = findings.map((one) => [one.fingerprint, one] as const);
  return { file, findings: new Map(known), rulesDigest: tool?.rulesDigest ?? '' };
}

/** What people made of findings; nothing without a file. */
export async function readMarks(file: string | undefined): Promise<Dispositions> {
  return file === undefined ? new Map() : readDispositions(file);
}
