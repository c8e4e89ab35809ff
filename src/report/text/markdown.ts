import { type Safe, show } from './escape.ts';

declare const marked: unique symbol;

/**
 * Markdown in which text of unknown origin is only text: on one line, without markup, links, mentions
 * or raw HTML of its own (CommonMark 0.31, GitHub Flavored Markdown).
 */
export type Markdown = string & { readonly [marked]: true };

/** What has a meaning anywhere in a line. An underline within a word has none. */
const active = /[\\`*[\]<>~|$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** What has a meaning at the start of a line only. */
const leading = /^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)]))/;

/** A text as prose. Addresses in it are no links, and logins mention nobody. */
export function prose(text: string, max = 10_000): Markdown {
  return show(text.replace(/\s+/g, ' ').trim(), { max })
    .replaceAll('&', '&amp;')
    .replace(active, (mark) => `\\${mark}`)
    .replace(leading, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    )
    .replace(/(https?|ftp)(?=:\/\/)/gi, '$1&#8203;')
    .replace(/\b(www)\./gi, '$1&#8203;.')
    .replaceAll('@', '@&#8203;') as Markdown;
}

/**
 * A text as code, in which nothing has a meaning; an empty one is a dash. A bar, which would end a cell of a table even
 * within code, stands between two pieces of it.
 */
export function code(text: string, max = 1_000): Markdown {
  const shown = show(text, { max }).trim();
  if (shown === '') return '-' as Markdown;
  return shown
    .split('|')
    .map((part) => (part.trim() === '' ? part : span(part)))
    .join('\\|') as Markdown;
}

function span(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

/** Words, numbers and times that no renderer takes for anything else, with the punctuation around them. */
const plainRun =
  /^[("']*(?:(?![a-f]{7,}$)[a-z]+(?:['-][a-z]+)*|\d{1,3}(?:,\d{3})*(?:\.\d+)?%?|\d{4}(?:[/-]\d\d){0,2}|\d\d\/\d\d|\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?[.,:;!?)"']*$/i;

/**
 * A sentence that may quote text of unknown origin. What is no plain word becomes code, so it reads well as text, and
 * no renderer finds a link, a mention, a reference, an emoji or a command in it: not those of GitHub, GitLab or a
 * chat either, which look for them in what Markdown has escaped.
 */
export function sentence(text: Safe): Markdown {
  const runs = text.trim().replace(/[!-~]+/g, (run, at: number) => {
    // Between words a sign of arithmetic means nothing; at the start of a line it would.
    if (plainRun.test(run) || (at > 0 && /^[%+=][.,;)]*$/.test(run))) return run;
    const [, before = '', core = '', after = ''] = /^(\(*)(.*?)([.,:;!?)]*)$/.exec(run) ?? [];
    return core === '' ? span(run) : `${before}${code(core)}${after}`;
  });
  // At the start of a line these would begin a list.
  return runs.replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2') as Markdown;
}

/** A page over http(s) as a link that shows its address; any other address is code. */
export function address(text: string): Markdown {
  const isPage = /^https?:\/\/[\w.-]+(:\d+)?(\/[\w.~%/#?&=:@,;+-]*)?$/.test(text);
  return isPage ? (`<${text}>` as Markdown) : code(text);
}

/** A link to a file beside the page, or to a place in it; the words alone if the path leads elsewhere. */
export function fileLink(words: Markdown, path: string): Markdown {
  const isFile = /^[\w-][\w./-]*(#[\w-]*)?$/.test(path) && !path.includes('..');
  return isFile ? (`[${words}](${path})` as Markdown) : words;
}

/** Several lines of code in a fence that they cannot close. */
export function fenced(text: string, language: string): readonly Markdown[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const lines = text.trimEnd().split(/\r?\n/);
  return [
    `${fence}${language}`,
    ...lines.map((line) => show(line, { max: 4_000 })),
    fence,
  ] as unknown as readonly Markdown[];
}

/** Puts Markdown and numbers between words of our own. */
export function md(words: TemplateStringsArray, ...values: (Markdown | number)[]): Markdown {
  let text = words[0] ?? '';
  for (let at = 0; at < values.length; at++) text += `${values[at]}${words[at + 1]}`;
  return text as Markdown;
}

/** Puts `separator` between parts. */
export function joinMarkdown(parts: readonly Markdown[], separator: Markdown): Markdown {
  return parts.join(separator) as Markdown;
}

/** A table; every cell is on one line. */
export function table(
  head: readonly Markdown[],
  rows: readonly (readonly Markdown[])[],
): readonly Markdown[] {
  const line = (cells: readonly Markdown[]): Markdown => `| ${cells.join(' | ')} |` as Markdown;
  return [line(head), line(head.map(() => '---' as Markdown)), ...rows.map(line)];
}
