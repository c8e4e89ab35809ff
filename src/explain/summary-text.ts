import { numberText } from './fact-text.ts';
import type { EvaluatedEvent } from './finding-reasons.ts';

/** The fields named in braces in a summary, such as `actor.alternateId` in `{actor.alternateId}`. */
export function placeholdersOf(summary: string): readonly string[] {
  return [...summary.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string);
}

/** A summary with the values of the event, and of its windows' facts, in place of the braces. */
export function fillIn(summary: string, subject: EvaluatedEvent): string {
  return fillWith(summary, (path) => textAt(path, subject));
}

/** A summary with what `textOf` gives for the braces; `unknown` where that is nothing. */
export function fillWith(summary: string, textOf: (path: string) => string): string {
  return summary.replace(/\{([^{}]+)\}/g, (_, path: string) => textOf(path) || 'unknown');
}

function textAt(path: string, { table, row, windows, keys }: EvaluatedEvent): string {
  const dot = path.indexOf('.');
  const name = path.slice(0, Math.max(dot, 0));
  const [view, key] = [windows.get(name), keys.get(name)];
  if (!view) return table.texts(row, path).join(', ');
  if (key === undefined || key < -1) return '';
  const index = view.window.facts.findIndex((fact) => fact.name === path.slice(dot + 1));
  const known = view.inspect(key, row).known[index];
  const value = known?.value;
  if (value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}
