import { isoTime } from '../../event/time.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import type { LiveWindow } from './live-window.ts';
import { createReportedCases } from './reported-cases.ts';
import { createReportedFindings } from './reported-findings.ts';
import type { Watch } from './watch.ts';

/**
 * Evaluates, reports what is new, and only then commits what was reported and evaluated. What is about to be reported is
 * committed before, so that a start after a crash knows what it may be repeating.
 */
export async function evaluate(run: Watch, window: LiveWindow): Promise<void> {
  const { archive, io, interrupt, meter } = run;
  const findings = await window.evaluate();
  interrupt.abort.throwIfAborted();
  meter.evaluated();
  const { emitted, cases, telling } = archive.manifest().follow as Follow;
  const reported = createReportedFindings(emitted);
  const told = createReportedCases(cases);
  const now = told.identify(window.cases());
  const caseOf = new Map(now.flatMap(({ id, findings: own }) => own.map((each) => [each, id])));
  const commit = (change: Partial<Follow>): Promise<unknown> => {
    const cursor = archive.manifest().follow as Follow;
    return archive.commit([], { follow: { ...cursor, ...change } });
  };
  const memory = () => ({ emitted: reported.entries(), cases: told.entries() });
  const pending = [
    ...findings.filter((finding) => reported.newsOf(finding)),
    ...now.filter((one) => told.newsOf(one)),
  ].map(keyOf);
  if (pending.length > 0) await commit({ telling: [...new Set([...telling, ...pending])] });
  const before = new Set(telling);
  let current: string[] = [];
  const tell = async <Told extends Finding | Case>(news: Told): Promise<void> => {
    current = [keyOf(news)];
    await report(run, { ...news, ...(before.has(keyOf(news)) && { repeated: true }) });
    before.delete(keyOf(news));
    current = [];
  };
  try {
    for (const finding of findings) {
      const news = reported.newsOf(finding);
      const id = caseOf.get(finding.fingerprint);
      if (news) await tell({ ...news, ...(id !== undefined && { case: id }) });
      reported.add(finding);
    }
    for (const one of now) {
      const news = told.newsOf(one);
      if (news) await tell(news);
      told.add(one, news !== undefined);
    }
  } catch (error) {
    // What was reported must not be repeated.
    if (interrupt.by() !== undefined)
      await commit({ ...memory(), telling: [...before, ...current] });
    throw error;
  }
  const judged = isoTime(Math.min(io.now(), window.evaluatedUntil()));
  await commit({ ...memory(), judged, telling: [] });
}

/** What a finding or a case is known by. */
function keyOf(told: Finding | Case): string {
  return told.kind === 'case' ? told.id : told.fingerprint;
}

/** Before the cursor says that it was reported, it is written, and safe in the outbox. */
async function report(
  { out, output, deliveries, pulling, meter }: Watch,
  told: Finding | Case,
): Promise<void> {
  pulling.clear();
  const whole = output.whole(told);
  await out.write(output.line(whole));
  meter.told(told.kind === 'case' ? 'case' : told);
  await deliveries?.send(whole);
}
