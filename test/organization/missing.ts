import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the bundled rules cannot do yet, in one of the logs that the tests make. */
export interface Missing {
  /** The storylines that are not found at the level expected. */
  readonly unfound: readonly string[];
  /** For each storyline, the ideas that rules claim and that did not fire there. */
  readonly silent: Readonly<Record<string, readonly string[]>>;
  /** For each twin, the rules that say more than low of it. */
  readonly loud: Readonly<Record<string, readonly string[]>>;
}

/** What is known to be wrong; each list is held exactly, so that it shrinks when rules get better. */
export interface KnownFaults {
  readonly storylines: Readonly<Record<string, Missing>>;
  /** The rules that raise a false high in a benign log. */
  readonly highs: Readonly<Record<string, readonly string[]>>;
}

const file = join(import.meta.dirname, '../../fixtures/organization/missing.json');

/** `UPDATE_MISSING=1` writes what is found into `missing.json`: look at what changed there before it is committed. */
export const isUpdate = process.env['UPDATE_MISSING'] === '1';

export const knownFaults = (): KnownFaults => JSON.parse(readFileSync(file, 'utf8'));

export function writeFaults<K extends keyof KnownFaults>(
  kind: K,
  log: string,
  value: KnownFaults[K][string],
): void {
  const faults = knownFaults();
  const changed = { ...faults, [kind]: { ...faults[kind], [log]: value } };
  writeFileSync(file, `${JSON.stringify(changed, null, 2)}\n`);
}
