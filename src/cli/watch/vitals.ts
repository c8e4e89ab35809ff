import { type Language, say } from '../../language/language.ts';
import { checkReach, parseHealthAddress } from '../health/health-address.ts';
import { type HealthServer, openHealthServer } from '../health/health-server.ts';
import type { Pulling } from '../pull/pull-progress.ts';
import type { Io } from '../terminal/io.ts';
import { createPulse, type Pulse } from './pulse.ts';
import { healthOf } from './readiness.ts';
import type { WatchFlags } from './watch.ts';
import { createWatchMeter, type WatchMeter } from './watch-meter.ts';
import { watchMetrics } from './watch-metrics.ts';
import type { WatchRules } from './watch-rules.ts';

/** What tells others how a watch is. */
export interface Vitals {
  readonly meter: WatchMeter;
  readonly pulse: Pulse;
  readonly close: () => Promise<void>;
}

interface Surroundings {
  readonly io: Pick<Io, 'now'>;
  readonly pulling: Pick<Pulling, 'say' | 'warn'>;
  readonly spoken: Language;
  readonly rules: () => WatchRules;
}

/** Begins to count, and to answer where the options say. */
export async function openVitals(
  { health, healthHosts = [], healthFile, interval, heartbeat }: WatchFlags,
  { io: { now }, pulling, spoken, rules }: Surroundings,
): Promise<Vitals> {
  const meter = createWatchMeter(now);
  meter.rules(rules().reporting);
  const report = () => healthOf(meter.state(), interval, now());
  const metrics = () => watchMetrics(meter.state(), rules().tool, now());
  let server: HealthServer | undefined;
  if (health !== undefined) {
    const address = parseHealthAddress(health);
    checkReach(address, healthHosts);
    server = await openHealthServer(address, healthHosts, { report, metrics });
    const told = { address: server.address };
    pulling.say('health.listening', say(spoken, 'watch.listening', told), told);
  }
  const pulse = createPulse({
    every: heartbeat,
    healthFile,
    now,
    health: report,
    onBeat: meter.beat,
    pulling,
    spoken,
  });
  return {
    meter,
    pulse,
    close: async () => {
      await pulse.end();
      await server?.close();
    },
  };
}
