import type { Rejection } from '../event/event.ts';
import type { Finding } from '../finding/finding.ts';
import type { Summary } from '../finding/summary.ts';

/** All that a hunt has to say, in one stream: findings, records it could not judge, one summary last. */
export type Outcome = Finding | Rejection | Summary;
