import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isoTime } from '../../event/time.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { say } from '../../language/language.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import { show } from '../../report/text/escape.ts';
import type { LiveWindow } from './live-window.ts';
import { createReportedCases } from './reported-cases.ts';
import { createReportedFindings } from './reported-findings.ts';
import type { Watch } from './watch.ts';

/** Evaluates, reports what is new, and only then commits what was reported and evaluated. */
export async function evaluate(run: Watch, window: LiveWindow): Promise<void> {
  const { archive, io, interrupt, meter } = run;
  const findings = await window.evaluate();
  interrupt.abort.throwIfAborted();
  meter.evaluated();
  const { emitted, cases } = archive.manifest().follow as Follow;
  const reported = createReportedFindings(emitted);
  const told = createReportedCases(cases);
  const now = told.identify(window.cases());
  const caseOf = new Map(now.flatMap(({ id, findings: own }) => own.map((each) => [each, id])));
  const commit = (judged: Partial<Follow>): Promise<unknown> => {
    const cursor = archive.manifest().follow as Follow;
    const memory = { emitted: reported.entries(), cases: told.entries() };
    return archive.commit([], { follow: { ...cursor, ...judged, ...memory } });
  };
  try {
    for (const finding of findings) {
      const news = reported.newsOf(finding);
      const id = caseOf.get(finding.fingerprint);
      if (news) await report(run, { ...news, ...(id !== undefined && { case: id }) });
      reported.add(finding);
    }
    for (const one of now) {
      const news = told.newsOf(one);
      if (news) await report(run, news);
      told.add(one, news !== undefined);
    }
  } catch (error) {
    if (interrupt.by() !== undefined) await commit({}); // What was reported must not be repeated.
    throw error;
  }
  await commit({ judged: isoTime(Math.min(io.now(), window.evaluatedUntil())) });
}

async function report(
  { flags, out, output, webhook, pulling, meter, spoken }: Watch,
  told: Finding | Case,
): Promise<void> {
  pulling.clear();
  const whole = output.whole(told);
  await out.write(output.line(whole));
  meter.told(told.kind === 'case' ? 'case' : told);
  const error = await webhook?.post(whole);
  if (error === undefined) return;
  const file = 'dead-letters.ndjson';
  await appendFile(join(flags.store, file), `${JSON.stringify(whole)}\n`, { mode: 0o600 });
  const { id } = whole;
  const line = say(spoken, 'watch.dead', { id, why: show(error, { max: 300 }), file });
  pulling.warn('delivery.dead', line, { id, why: error, file });
}
