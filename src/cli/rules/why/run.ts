import type { Explanation } from '../../../explain/explanation.ts';
import { renderExplanation } from '../../../report/explanation/explanation-report.ts';
import { jsonText } from '../../../report/text/json-text.ts';
import { createTheme } from '../../../report/text/theme.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { misuse } from '../../failure.ts';
import type { RuleFiles } from '../../scan/scan-options.ts';
import { streamCanvas } from '../../terminal/canvas.ts';
import { tellWaiting } from '../../terminal/waiting.ts';
import { loadRuleSet } from '../rule-set.ts';
import { ruleNamed } from '../show/run.ts';
import { onlyReporting } from '../test/only-reporting.ts';

/** What `rules why` is asked. */
export interface WhyQuestion {
  readonly name: string;
  readonly event: string;
  readonly paths: readonly string[];
  /** A label of `TextDecoder`. */
  readonly encoding: string | undefined;
  readonly files: RuleFiles;
  readonly format: 'text' | 'json';
}

/** Reads the log and tells what the rule made of the event. An event that is not there is misuse. */
export async function explainEvent(
  asked: WhyQuestion,
  { io, load }: CommandContext,
): Promise<string> {
  const engine = await load();
  const rules = await loadRuleSet(engine, asked.files, io);
  const rule = ruleNamed(asked.name, rules);
  let account: Explanation | undefined;
  let [records, skipped] = [0, 0];
  const explain = { rule: rule.name, event: asked.event };
  const events = engine.readEvents(asked.paths, {
    stdin: io.stdin,
    onWait: tellWaiting(io, false),
    ...(asked.encoding !== undefined && { encoding: asked.encoding }),
  });
  for await (const outcome of engine.hunt(events, onlyReporting(rules, rule.name), { explain })) {
    if (outcome.kind === 'explanation') account = outcome;
    if (outcome.kind === 'summary') [records, skipped] = [outcome.records, outcome.skipped];
  }
  if (!account) {
    if (rule.about === 'alert') {
      throw misuse(
        `no finding explains the event '${asked.event}', or has it for a fingerprint or id`,
        'take the uuid of an explained event, or a fingerprint, from the findings of a scan',
      );
    }
    throw misuse(
      `none of the ${records} records is the event '${asked.event}'`,
      skipped > 0
        ? `${skipped} of them could not be read; else look whether the uuid is whole`
        : 'look whether the uuid is whole, and whether the event is in another file',
    );
  }
  if (asked.format === 'json') return `${jsonText(account, 2)}\n`;
  const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
  return renderExplanation(account, createTheme({ ...canvas, verbose: true }));
}
