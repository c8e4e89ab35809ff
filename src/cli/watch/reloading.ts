import { type Language, say } from '../../language/language.ts';
import { show } from '../../report/text/escape.ts';
import { explain } from '../error-text.ts';
import type { Pulling } from '../pull/pull-progress.ts';
import type { WatchMeter } from './watch-meter.ts';
import type { WatchRules } from './watch-rules.ts';

/** That somebody wants rules and configuration to be read again; made at any time, also before anybody looks. */
export interface Wish {
  readonly make: () => void;
  readonly isMade: () => boolean;
  /** Whether it was made since it was taken last. */
  readonly take: () => boolean;
}

/** Nothing is wished for yet. */
export function createWish(): Wish {
  let isMade = false;
  return {
    make: () => {
      isMade = true;
    },
    isMade: () => isMade,
    take: () => {
      const was = isMade;
      isMade = false;
      return was;
    },
  };
}

/** A change of the rules while a watch goes on. */
export interface Reloading {
  /**
   * Reads rules and configuration again, if that is wished for. Only between two pages, when nothing is half done. What
   * cannot be read, or is wrong, changes nothing.
   */
  readonly settle: () => Promise<void>;
}

interface ReloadingOptions {
  readonly wish: Wish;
  readonly load: () => Promise<WatchRules>;
  /** Puts rules in force; a failure leaves the others there, and it is tried again. */
  readonly enforce: (rules: WatchRules) => Promise<'done' | 'later'>;
  readonly pulling: Pick<Pulling, 'say' | 'warn'>;
  readonly meter: WatchMeter;
  readonly spoken: Language;
}

/** Puts rules in force once that is wished for. */
export function createReloading(options: ReloadingOptions): Reloading {
  const { wish, load, enforce, pulling, meter, spoken } = options;
  let ready: WatchRules | undefined;
  const refused = (error: unknown): void => {
    ready = undefined;
    meter.reloaded(false);
    const lines = explain(error, 'oktahunt watch', spoken).text.split('\n');
    const details = lines.map((line) => line.trim()).filter((line) => line !== '');
    const why = details.join('; ');
    pulling.warn('rules.refused', say(spoken, 'watch.refused', { why }), { details });
  };
  return {
    settle: async () => {
      if (wish.take()) {
        try {
          ready = await load();
        } catch (error) {
          refused(error);
        }
      }
      if (!ready) return;
      const rules = ready;
      if ((await enforce(rules)) === 'later') return;
      ready = undefined;
      meter.reloaded(true);
      const { rulesDigest } = rules.tool;
      const told = { rules: rules.reporting, digest: show(rulesDigest.slice(0, 19)) };
      const line = say(spoken, 'watch.reloaded', told);
      pulling.say('rules.reloaded', line, { rules: rules.reporting, rulesDigest });
    },
  };
}
