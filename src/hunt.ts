import { createEngine, type EngineOptions, type EvaluationProgress } from './engine/engine.ts';
import type { Outcome } from './engine/outcome.ts';
import { decodeEvent } from './event/decode.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import { isObject, own } from './event/json.ts';
import type { RuleSet } from './rule/rule.ts';

/** What can be hunted in: decoded events, what reading them gave, or plain objects. */
export type Input = Event | Rejection | Source | object;

/** What is done once events were read: rules are judged over them, then what was found is told. */
export type Phase = 'judging' | 'telling';

export interface HuntOptions extends EngineOptions {
  /** Called before each rule is judged, once the log was read; awaited, so that others can breathe. */
  readonly onJudging?: (judging: EvaluationProgress) => Promise<void> | void;
  /**
   * Asked every few milliseconds whether to go on; a promise is awaited, so that others can breathe. After
   * a no the rules that are left stay unjudged, or the findings untold, and the summary says so.
   */
  readonly goOn?: (phase: Phase) => Promise<boolean> | boolean;
}

/**
 * THE pipeline: events in, outcomes out.
 *
 * Yields each record that could not be judged as it comes, then the findings (worst first, then by
 * time), then one summary. The same events give the same findings in any order, split and
 * multiplicity. Reads no clock, prints nothing. Throws if the books do not balance: then a record
 * was lost, and no answer is better than a wrong one.
 */
export async function* hunt(
  input: AsyncIterable<Input> | Iterable<Input>,
  rules: RuleSet,
  options: HuntOptions = {},
): AsyncGenerator<Outcome> {
  const { onJudging, goOn = () => true } = options;
  const engine = createEngine(rules, options);
  let mayJudge = true;
  for await (const item of input) {
    const record = isDecoded(item) ? item : decodeEvent(item);
    if (record.kind === 'event') {
      for (const _ of engine.see(record) ?? []) {
        mayJudge &&= await goOn('judging');
        if (!mayJudge) break;
      }
    } else if (record.kind === 'source') engine.finish(record);
    else yield engine.reject(record);
  }
  for (const judging of engine.judge()) {
    if (judging) await onJudging?.(judging);
    mayJudge &&= await goOn('judging');
    if (!mayJudge) break;
  }
  let mayTell = true;
  for (const outcome of engine.conclude(() => mayTell)) {
    yield outcome;
    if (outcome.kind === 'finding') mayTell = await goOn('telling');
  }
}

/** What the decoded have beside their kind; a plain record may have a `kind` of its own. */
const marks: ReadonlyMap<unknown, string> = new Map([
  ['event', 'raw'],
  ['rejection', 'reason'],
  ['source', 'records'],
]);

function isDecoded(item: unknown): item is Event | Rejection | Source {
  if (!isObject(item)) return false;
  const mark = marks.get(own(item, 'kind'));
  return mark !== undefined && own(item, mark) !== undefined;
}
