import type { Client } from '../http/client.ts';
import { OktaError } from '../http/okta-error.ts';
import { logUrl } from '../http/org.ts';
import { type Answer, BrokenAnswer } from '../http/transport.ts';
import { type PageRecord, parsePage } from './log-page.ts';
import { nextLink } from './next-link.ts';

/** One page of the log. */
export interface Page {
  readonly records: readonly PageRecord[];
  /** The whole next link; undefined at the end of a bounded query. */
  readonly next: string | undefined;
}

/** More consecutive empty pages than any genuine log has. */
const mostEmpty = 10_000;

/**
 * The pages of a bounded query from `url` on. Ends when there is no next link, never
 * because a page is short or empty.
 *
 * Throws if a link leads back to an earlier page, which would loop for ever. The one exception
 * is an empty page that links to itself, since nothing can come after it.
 */
export async function* readPages(client: Client, url: string): AsyncGenerator<Page, void> {
  const visited = new Set<string>();
  let empty = 0;
  for (let at: string | undefined = url; at !== undefined; ) {
    visited.add(at);
    const page: Page = await readPage(client, at);
    const isOver: boolean = page.records.length === 0 && page.next === at;
    empty = page.records.length === 0 ? empty + 1 : 0;
    if (empty > mostEmpty) throw stuck(`${mostEmpty} pages in a row were empty`);
    if (!isOver && page.next !== undefined && visited.has(page.next)) {
      throw stuck('the next link leads back to an earlier page');
    }
    at = isOver ? undefined : page.next;
    yield { records: page.records, next: at };
  }
}

/** One page, checked: a whole list, and a next link that stays within the org's log. */
export function readPage(client: Client, url: string): Promise<Page> {
  return client.get(url, (answer) => ({
    records: parsePage(answer),
    next: nextOf(answer, url, client),
  }));
}

function nextOf({ headers }: Answer, url: string, { org }: Client): string | undefined {
  const link = readLink(headers.get('link'));
  if (link === undefined) return undefined;
  const next = logUrl(link, url, org);
  if (next !== undefined) return next;
  const message = `the next link leads away from the log of ${org.host}: ${link.slice(0, 200)}`;
  const advice =
    'the token was not sent there; something is between you and Okta, so tell your security team';
  throw new OktaError('protocol', message, advice);
}

function readLink(header: string | null): string | undefined {
  try {
    return nextLink(header);
  } catch (error) {
    throw new BrokenAnswer((error as Error).message);
  }
}

function stuck(what: string): OktaError {
  const advice = 'try again; if it happens again, narrow the period';
  return new OktaError('protocol', `the cursor did not advance: ${what}`, advice);
}
