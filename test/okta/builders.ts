import { apiToken } from '../../src/okta/auth/authority.ts';
import { tokenSecret } from '../../src/okta/auth/secret.ts';
import { type Client, type ClientOptions, createClient } from '../../src/okta/http/client.ts';
import { parseOrg } from '../../src/okta/http/org.ts';
import { createTransport } from '../../src/okta/http/transport.ts';
import type { World } from '../../src/okta/http/world.ts';
import { boundedUrl, type Span } from '../../src/okta/log/log-query.ts';
import { readPages } from '../../src/okta/log/read-pages.ts';

/** A token that must be found nowhere but at the org. */
export const canary = '00CANARY-abcdefghijklmnopqrstuvwxyz_0123456';

/** A client of a fake org. */
export function aClient(url: string, world: World, over: Partial<ClientOptions> = {}): Client {
  return createClient({
    org: parseOrg(url, { loopback: true }),
    authority: apiToken(tokenSecret(canary, 'the token')),
    transport: createTransport(world),
    world,
    ...over,
  });
}

/** The uuids of all pages of a bounded query, in order. */
export async function uuidsOf(client: Client, span: Span, limit?: number): Promise<string[]> {
  const uuids: string[] = [];
  for await (const { records } of readPages(client, boundedUrl(client.org, span, limit))) {
    for (const { value } of records) uuids.push(value['uuid'] as string);
  }
  return uuids;
}
