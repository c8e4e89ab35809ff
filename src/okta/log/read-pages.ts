import { type Message, tell } from '../../language/message.ts';
import type { Client } from '../http/client.ts';
import { OktaError } from '../http/okta-error.ts';
import { logUrl } from '../http/org.ts';
import { type Answer, BrokenAnswer } from '../http/transport.ts';
import { type PageRecord, parsePage } from './log-page.ts';
import { LinkError, nextLink } from './next-link.ts';

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
    if (empty > mostEmpty) throw stuck(tell('okta.stuckEmpty', { pages: String(mostEmpty) }));
    if (!isOver && page.next !== undefined && visited.has(page.next)) {
      throw stuck(tell('okta.stuckBack'));
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
  const told = tell('okta.linkAway', { host: org.host, link: link.slice(0, 200) });
  throw new OktaError('protocol', told, tell('okta.tellSecurity'));
}

function readLink(header: string | null): string | undefined {
  try {
    return nextLink(header);
  } catch (error) {
    if (error instanceof LinkError) throw new BrokenAnswer(error.told);
    throw error;
  }
}

function stuck(told: Message): OktaError {
  return new OktaError('protocol', told, tell('okta.tryAgain'));
}
