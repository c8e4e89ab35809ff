import { isoTime } from '../../event/time.ts';
import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { toldBy, valueIn } from '../../language/message.ts';
import type { RunFacts } from '../../report/finding/reporter.ts';
import { show } from '../../report/text/escape.ts';
import { readLayers } from '../config/config-layers.ts';
import { resolveSettings } from '../config/settings.ts';
import { logTo } from '../log/run-log.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import type { Io } from '../terminal/io.ts';

/**
 * When a run began, and on whose log. The org is the configured one, and no credential is looked at. A scan of files
 * needs no org: if what is configured is none, that is said on standard error, and findings have none. It is an
 * error only if it was given as an option.
 *
 * With `SOURCE_DATE_EPOCH` (reproducible-builds.org) that is the time, in seconds, so that the same log gives the same
 * report.
 */
export async function runFactsOf(
  flags: ConnectionFlags,
  io: Pick<Io, 'env' | 'cwd' | 'stderr'>,
  now: number,
  language: Language = inEnglish,
): Promise<RunFacts> {
  const at = isoTime(givenTime(io.env['SOURCE_DATE_EPOCH']) ?? now);
  try {
    return { at, ...(await orgOf(flags, io)) };
  } catch (error) {
    if (flags.org !== undefined || !(error instanceof Error)) throw error;
    const reason = show(valueIn(language, toldBy(error)), { max: 300 });
    await logTo(io, { event: 'scan.no-org', line: say(language, 'run.noOrg', { reason }) });
    return { at, org: null, console: null };
  }
}

async function orgOf(
  flags: ConnectionFlags,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<Omit<RunFacts, 'at'>> {
  const { org, customDomain } = resolveSettings(flags, io.env, await readLayers(flags.config, io));
  if (!org) return { org: null, console: null };
  const { adminConsole, parseOrg } = await import('../../okta/http/org.ts');
  const parsed = parseOrg(org.value, {
    customDomain: customDomain?.value,
    loopback: io.env['OKTAHUNT_ALLOW_LOOPBACK'] === '1',
  });
  return { org: parsed.host, console: adminConsole(parsed) ?? null };
}

function givenTime(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) * 1000 : undefined;
}
