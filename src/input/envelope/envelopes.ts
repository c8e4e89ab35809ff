import { cloudWatchBatch, cloudWatchMessage, eventBridge, firehoseError, insights } from './aws.ts';
import { carrier, list } from './bare.ts';
import { elastic, elasticHit, matano } from './elastic.ts';
import type { Envelope } from './envelope.ts';
import { flat } from './flat.ts';
import { ocsf } from './ocsf.ts';
import { eventHook, workflows } from './okta.ts';
import { logAnalytics, sentinel, sentinelV2 } from './sentinel.ts';
import { eventCollector, splunkExport, splunkRaw } from './splunk.ts';
import { datadog, grove, lowered, panther } from './vendor.ts';

/**
 * All wrappings that are known. The first that opens a record counts: those that only one product writes
 * stand before those that many do, so that nothing an attacker may have written is taken for the event.
 */
export const envelopes: readonly Envelope[] = [
  eventHook,
  eventBridge,
  panther,
  grove,
  splunkExport,
  splunkRaw,
  elasticHit,
  matano,
  elastic,
  ocsf,
  workflows,
  sentinel,
  sentinelV2,
  logAnalytics,
  lowered,
  flat,
  firehoseError,
  cloudWatchBatch,
  insights,
  datadog,
  eventCollector,
  cloudWatchMessage,
  list,
  carrier,
];
