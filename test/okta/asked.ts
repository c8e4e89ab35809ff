import { apiToken } from '../../src/okta/authority.ts';
import { type Client, type ClientOptions, createClient } from '../../src/okta/client.ts';
import { parseOrg } from '../../src/okta/org.ts';
import { readPages } from '../../src/okta/pages.ts';
import { boundedUrl, type Span } from '../../src/okta/query.ts';
import { tokenSecret } from '../../src/okta/secret.ts';
import { createTransport } from '../../src/okta/transport.ts';
import type { World } from '../../src/okta/world.ts';

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
