import { isObject, type Json, own } from '../../event/json.ts';
import { tell } from '../../language/message.ts';
import { type Envelope, innerAll } from './envelope.ts';
import { objectAt, valueAt } from './value-path.ts';

/**
 * The body that an Event Hook sends. Its own `eventType` names the hook. In its events the chain of
 * addresses stands under `client` instead of `request`.
 */
export const eventHook: Envelope = {
  name: 'Okta Event Hook',
  open: (record) => {
    const isHook =
      own(record, 'eventType') === 'com.okta.event_hook' ||
      own(record, 'cloudEventsVersion') !== undefined;
    const events = valueAt(record, 'data.events');
    if (!isHook || !Array.isArray(events)) return undefined;
    return innerAll((events as readonly Json[]).map(withRequest), 'data.events');
  },
};

function withRequest(event: Json): Json {
  if (!isObject(event) || own(event, 'request') !== undefined) return event;
  const { ipChain, ...client } = objectAt(event, 'client') ?? {};
  return ipChain === undefined ? event : { ...event, client, request: { ipChain } };
}

/** What Okta Workflows log of their own runs. */
export const workflows: Envelope = {
  name: 'Okta Workflows log',
  open: (record) => {
    if (!['execution_id', 'flow_id'].every((key) => Object.hasOwn(record, key))) return undefined;
    return { kind: 'refused', told: tell('wrapping.workflows') };
  },
};
