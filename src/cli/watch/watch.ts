import type { Deliveries } from '../../delivery/deliveries.ts';
import type { Language } from '../../language/language.ts';
import type { EventArchive } from '../../okta/archive/event-archive.ts';
import type { Connection } from '../config/connection.ts';
import type { LogFlags } from '../log/log-format.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import type { LanguageFlags } from '../option/display-options.ts';
import type { Pulling } from '../pull/pull-progress.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import type { Interrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import type { Sink } from '../terminal/sink.ts';
import type { FindingOutput } from './finding-output.ts';
import type { Pulse } from './pulse.ts';
import type { WatchDeliveryFlags } from './watch-deliveries.ts';
import type { WatchMeter } from './watch-meter.ts';
import type { WatchRuleFlags, WatchRules } from './watch-rules.ts';

/** The options of `watch` as given. */
export interface WatchFlags
  extends ConnectionFlags,
    WatchRuleFlags,
    LanguageFlags,
    LogFlags,
    WatchDeliveryFlags {
  /** Milliseconds, as all lengths. */
  readonly interval: number;
  readonly heartbeat: number;
  readonly memory: number;
  readonly format: 'table' | 'ndjson';
  readonly rawEvents?: boolean;
  readonly quiet?: boolean;
  /** Where to answer about health: an address or the path of a socket. */
  readonly health?: string;
  readonly healthHosts?: readonly string[];
  readonly healthFile?: string;
}

/** What the parts of a running watch share. */
export interface Watch {
  readonly flags: WatchFlags;
  readonly io: Io;
  readonly engine: EngineModules;
  /** The rules in force; a reload changes them. */
  readonly rules: () => WatchRules;
  readonly connection: Connection;
  readonly archive: EventArchive;
  readonly deliveries: Deliveries | undefined;
  readonly pulling: Pulling;
  readonly interrupt: Interrupt;
  readonly out: Sink;
  readonly output: FindingOutput;
  /** Of findings. */
  readonly language: Language;
  /** Of what is said on standard error. */
  readonly spoken: Language;
  readonly meter: WatchMeter;
  readonly pulse: Pulse;
}

/** Those of them that are there before the archive is open. */
export type WatchParts = Omit<Watch, 'archive' | 'deliveries'>;
