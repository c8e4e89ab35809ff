import { plainExplanation } from '../../../explain/explanation.ts';
import { tell } from '../../../language/message.ts';
import { explainEvent } from '../../../library/explain-event.ts';
import { renderExplanation } from '../../../report/explanation/explanation-report.ts';
import { jsonText } from '../../../report/text/json-text.ts';
import { createTheme } from '../../../report/text/theme.ts';
import type { CommandContext } from '../../config/command-context.ts';
import { misuse } from '../../failure.ts';
import { streamCanvas } from '../../terminal/canvas.ts';
import { expiryLines } from '../../terminal/closing-summary.ts';
import { asideSink } from '../../terminal/sink.ts';
import { tellWaiting } from '../../terminal/waiting.ts';
import type { RuleFiles } from '../rule-options.ts';
import { loadRuleSet } from '../rule-set.ts';
import { ruleNamed } from '../show/run.ts';

/** The checked options of `rules why`. */
export interface WhyOptions {
  readonly name: string;
  readonly event: string;
  readonly paths: readonly string[];
  /** A label of `TextDecoder`. */
  readonly encoding: string | undefined;
  readonly files: RuleFiles;
  readonly format: 'text' | 'json';
}

/** Reads the log and explains the rule's verdict on the event. An event that is not in it is misuse. */
export async function explainToPeople(
  options: WhyOptions,
  context: CommandContext,
): Promise<string> {
  const { io, speech } = context;
  const engine = await context.load();
  const rules = await loadRuleSet(engine, options.files, context);
  const rule = ruleNamed(options.name, rules);
  const { explanation, summary } = await explainEvent(options.paths, {
    rules,
    rule: rule.name,
    event: options.event,
    now: io.now(),
    stdin: io.stdin,
    onWait: tellWaiting(io, false, speech.language),
    ...(options.encoding !== undefined && { encoding: options.encoding }),
  });
  const { records, skipped, filters = [] } = summary;
  const own = filters.filter(({ name }) => rule.filters.includes(name));
  if (!explanation) {
    if (rule.about === 'alert') {
      throw misuse(
        tell('ruleRun.noSuchFinding', { event: options.event }),
        tell('ruleRun.takeFromScan'),
      );
    }
    throw misuse(
      tell('ruleRun.notAmong', { event: options.event, count: records }),
      skipped > 0 ? tell('ruleRun.someUnread', { skipped }) : tell('ruleRun.checkUuid'),
    );
  }
  for (const line of expiryLines({ filters: own }, speech.language)) {
    await asideSink(io.stderr).write(`${line}\n`);
  }
  if (options.format === 'json') return `${jsonText(plainExplanation(explanation), 2)}\n`;
  const canvas = streamCanvas(io.stdout, io.env, io.platform, 'auto');
  return renderExplanation(
    explanation,
    createTheme({ ...canvas, verbose: true, language: speech.language }),
  );
}
