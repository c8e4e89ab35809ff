import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { CaseMember, LinkedFinding } from '../finding/case/finding-links.ts';
import type { Level } from '../rule/level.ts';
import type { IntView } from '../store/column.ts';
import type { Row } from '../window/event-table.ts';
import type {
  CarriedFinding,
  FiledFinding,
  FiledPlace,
  FindingContents,
  FindingKey,
  WholeFinding,
} from './finding-file.ts';

/** What is at hand of a finding, apart from what its file knows. */
type AtHand = Pick<BuiltFinding, 'firstEvent' | 'row'>;

/**
 * A finding that was put away: what is at hand of it, and what rules about alerts need of the events it rests on.
 *
 * A class, since there may be tens of thousands: functions of its own would take more memory than all else of one.
 */
export class BuiltFinding implements FindingKey, FiledPlace, CaseMember {
  readonly rule: CompiledRule;
  readonly fingerprint: string;
  readonly severity: Level;
  /** When the first of its events was, ISO 8601 UTC. */
  readonly firstEvent: string;
  /** Whether there are acts among its links. */
  readonly hasActs: boolean;
  /** The event that is explained. */
  readonly row: Row;
  /** Bits: how surprising its most surprising session is, if that is known; said anew whenever findings are ranked. */
  surprise: number | undefined;
  readonly gist: number;
  readonly details: number;
  readonly rows: number;
  readonly contents: FindingContents;

  constructor(key: FindingKey, filed: FiledFinding, { firstEvent, row }: AtHand) {
    this.rule = key.rule;
    this.fingerprint = key.fingerprint;
    this.severity = key.severity;
    this.firstEvent = firstEvent;
    this.hasActs = filed.hasActs;
    this.row = row;
    this.surprise = undefined;
    this.gist = filed.gist;
    this.details = filed.details;
    this.rows = filed.rows;
    this.contents = filed.contents;
  }

  /** The events of the log behind it; none if no rule hears of it. */
  get behind(): IntView {
    return this.contents.behind(this);
  }

  /** Reads back what ranks it and joins it with others. */
  linked(): LinkedFinding {
    return this.contents.linked(this);
  }

  /** Reads all of it back; to be asked for as long as its events are remembered. */
  whole(): WholeFinding {
    return this.contents.whole(this);
  }

  /** What was put away, as it can go to another file; nothing of what is not in one. */
  carried(): CarriedFinding | undefined {
    return this.contents.carry?.(this);
  }
}
