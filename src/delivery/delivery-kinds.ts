import type { ConnectionOptions } from 'node:tls';
import type { Secret } from '../okta/auth/secret.ts';
import type { World } from '../okta/http/world.ts';
import type { Tool } from '../report/finding/reporter.ts';
import type { Theme } from '../report/text/theme.ts';
import { createPost } from './http-delivery.ts';
import type { DeliveryKindName, DeliveryScope } from './kind-name.ts';
import type { Notification } from './notification.ts';
import type { Send } from './receiver.ts';
import { slackBody } from './slack-message.ts';
import { collectorBody, collectorMeaning } from './splunk-collector.ts';
import { payloadOf, webhookHeaders } from './standard-webhook.ts';
import { writeFrames } from './syslog-connection.ts';
import { syslogFrame } from './syslog-message.ts';
import { teamsBody } from './teams-message.ts';

/** What a kind of receiver is made of. */
export interface SenderOptions {
  readonly url: URL;
  /** The address again, if it is itself a secret. */
  readonly secretUrl: Secret | undefined;
  /** As the kind has them. */
  readonly secrets: readonly Secret[];
  readonly world: World;
  readonly tool: Pick<Tool, 'name' | 'version'>;
  /** How people are told. */
  readonly theme: Theme;
  /** Authorities for TLS beside those of the system and of NODE_EXTRA_CA_CERTS; for syslog. */
  readonly trust?: ConnectionOptions;
}

/** What secrets a kind has: signing keys, of which there may be none or several, or a token, which there must be. */
type SecretNeed = 'keys' | 'token' | 'none';

/** One row of the table of kinds. */
export interface DeliveryKind {
  readonly secret: SecretNeed;
  /** The environment variable of its secret, if the receiver names no other. */
  readonly env?: string;
  /** Schemes of its URL; one that is not encrypted is for this machine alone. */
  readonly schemes: { readonly safe: string; readonly loopback: string };
  /** The path if the URL has none. */
  readonly path?: string;
  readonly port?: number;
  /** The widest scope that it can carry. */
  readonly scope: DeliveryScope;
  /** The most messages of one attempt. */
  readonly most: number;
  readonly create: (options: SenderOptions) => Send;
}

const http = { safe: 'https:', loopback: 'http:' } as const;
const syslog = { safe: 'syslog+tls:', loopback: 'syslog+tcp:' } as const;

/** Every kind of receiver. A new one is a file beside this one, a name in `kind-name.ts`, a row here, and a real receiver in a test. */
export const deliveryKinds: Readonly<Record<DeliveryKindName, DeliveryKind>> = {
  webhook: {
    secret: 'keys',
    env: 'OKTAHUNT_WEBHOOK_SECRET',
    schemes: http,
    scope: 'both',
    most: 1,
    create: (options) =>
      posting(options, ([message]) => {
        const body = payloadOf(message);
        const { world, secrets } = options;
        return { body, headers: webhookHeaders(message, body, { now: world.now(), secrets }) };
      }),
  },
  slack: {
    secret: 'none',
    schemes: http,
    scope: 'both',
    most: 1,
    create: (options) =>
      posting(options, ([message]) => ({ body: slackBody(message, options.theme), headers: {} })),
  },
  teams: {
    secret: 'none',
    schemes: http,
    scope: 'both',
    most: 1,
    create: (options) =>
      posting(options, ([message]) => ({ body: teamsBody(message, options.theme), headers: {} })),
  },
  hec: {
    secret: 'token',
    env: 'OKTAHUNT_HEC_TOKEN',
    schemes: http,
    path: '/services/collector/event',
    scope: 'both',
    most: 100,
    create: (options) =>
      posting(
        options,
        (messages) => ({
          body: collectorBody(messages),
          headers: { authorization: `Splunk ${options.secrets[0]?.reveal()}` },
        }),
        collectorMeaning,
      ),
  },
  syslog: {
    secret: 'none',
    schemes: syslog,
    port: 6514,
    scope: 'both',
    most: 200,
    create: (options) => writing(options, 'json'),
  },
  'syslog-cef': {
    secret: 'none',
    schemes: syslog,
    port: 6514,
    // CEF describes an event, so a case has no line of its own.
    scope: 'findings',
    most: 200,
    create: (options) => writing(options, 'cef'),
  },
};

type Batch = readonly [Notification, ...Notification[]];

/** Posts what `form` makes of the messages. */
function posting(
  { url, secrets, secretUrl, world, tool }: SenderOptions,
  form: (messages: Batch) => {
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  },
  meaningOf?: Parameters<typeof createPost>[1],
): Send {
  const post = createPost(world, meaningOf);
  const hidden = [...secrets, ...(secretUrl ? [secretUrl] : [])];
  return async (messages, signal) => {
    const { body, headers } = form(messages as Batch);
    const all = {
      'content-type': 'application/json',
      'user-agent': `${tool.name}/${tool.version}`,
      ...headers,
    };
    return post({ url: url.href, headers: all, body, secrets: hidden }, signal);
  };
}

/** Writes syslog messages. */
function writing({ url, world, tool, trust }: SenderOptions, form: 'json' | 'cef'): Send {
  const address = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port),
    secure: url.protocol === syslog.safe,
  };
  return (messages, signal) => {
    const frames = messages.map((message) => syslogFrame(message, { tool, form }));
    return writeFrames(address, frames, world, signal, trust);
  };
}
