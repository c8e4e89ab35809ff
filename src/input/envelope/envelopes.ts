import { cloudWatchBatch, cloudWatchMessage, eventBridge, firehoseError, insights } from './aws.ts';
import { createList } from './bare.ts';
import { createCarrier } from './carrier.ts';
import { elastic, elasticHit, matano } from './elastic.ts';
import type { Envelope } from './envelope.ts';
import { flat } from './flat.ts';
import { har, harEntry } from './har.ts';
import { ocsf } from './ocsf.ts';
import { eventHook, workflows } from './okta-products.ts';
import { airbyte, insightIdr, kafka, loki, secOpsRaw, udm, wazuh } from './pipeline.ts';
import { logAnalytics, sentinel, sentinelV2 } from './sentinel.ts';
import { eventCollector, splunkExport, splunkRaw } from './splunk.ts';
import { respelledTime, table } from './table-rows.ts';
import { datadog, grove, lowered, panther } from './vendor.ts';

/** What only one product writes, so that nothing an attacker may have written is taken for the event. */
const products: readonly Envelope[] = [
  respelledTime,
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
  secOpsRaw,
  udm,
  workflows,
  airbyte,
  kafka,
  loki,
  insightIdr,
  wazuh,
  sentinel,
  sentinelV2,
  logAnalytics,
  table,
  lowered,
  flat,
  firehoseError,
  cloudWatchBatch,
  har,
  harEntry,
];

const carrier = createCarrier(products);

/** All wrappings that are known. The first that opens a record counts: those of one product, then those of many. */
export const envelopes: readonly Envelope[] = [
  ...products,
  insights,
  datadog,
  eventCollector,
  cloudWatchMessage,
  createList(carrier, products),
  carrier,
];
