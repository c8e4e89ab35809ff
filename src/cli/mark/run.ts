import { isoTime } from '../../event/time.ts';
import type { DispositionVerdict } from '../../finding/disposition.ts';
import { say } from '../../language/language.ts';
import { show } from '../../report/text/escape.ts';
import { dispositionText, readDispositions } from '../../saved-report/disposition-file.ts';
import { readReport } from '../../saved-report/read-report.ts';
import type { CommandContext } from '../config/command-context.ts';
import { recordNamed } from '../option/id-option.ts';
import { fileSink } from '../terminal/file-sink.ts';
import { asideSink } from '../terminal/sink.ts';
import type { MarkFlags } from './mark-options.ts';

/** Records a disposition for a finding, or for all findings of a case. */
export async function runMark(
  id: string,
  verdict: DispositionVerdict,
  { from, note, by, file }: MarkFlags,
  { io, speech }: Pick<CommandContext, 'io' | 'speech'>,
): Promise<void> {
  const { cases, findings } = await readReport(from);
  const found = recordNamed(id, [...cases, ...findings], 'caseOrFinding');
  const fingerprints = found.kind === 'case' ? found.findings : [found.fingerprint];
  const known = new Map(await readDispositions(file, true));
  const at = isoTime(io.now());
  for (const fingerprint of fingerprints) {
    known.set(fingerprint, { verdict, note: note ?? null, by: by ?? null, at });
  }
  const sink = await fileSink(file);
  await sink.write(dispositionText(known));
  await sink.finish();
  const marked = { count: fingerprints.length, verdict, file: show(file) };
  await asideSink(io.stderr).write(`${say(speech.language, 'run.marked', marked)}\n`);
}
