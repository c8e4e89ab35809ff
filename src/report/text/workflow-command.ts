import { type Safe, show } from './escape.ts';

declare const encoded: unique symbol;

/** A workflow command of GitHub Actions, with its end: only {@link annotation} makes it. */
export type WorkflowCommand = string & { readonly [encoded]: true };

/** How loud an annotation is. */
export type AnnotationKind = 'error' | 'warning' | 'notice';

/**
 * An annotation of a job of GitHub Actions. The runner decodes `%25`, `%0D` and `%0A` in the message, and `%3A` and
 * `%2C` in properties as well (actions/toolkit, `command.ts`); a percent sign is encoded, so nothing else is decoded.
 */
export function annotation(
  kind: AnnotationKind,
  title: string,
  lines: readonly string[],
): WorkflowCommand {
  const message = lines.map((line) => data(show(line))).join('%0A');
  const property = data(show(title, { max: 200 }))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
  return `::${kind} title=${property}::${message}\n` as WorkflowCommand;
}

function data(text: Safe): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
