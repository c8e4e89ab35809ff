/** Why no event can be had from what was recognised, and what a record seems to be. */
export const englishWrappings = {
  'wrapping.doubtful':
    'an event stands as text beside what tells of something else ({beside}), so that an attacker may have written it; if it is the record as it came in, take it out of there first',
  'wrapping.doubtfulUnder':
    'under {at} an event stands as text beside what tells of something else ({beside}), so that an attacker may have written it; if it is the record as it came in, take it out of there first',
  'wrapping.otherEvents': 'other events',
  'wrapping.differing':
    'two different events, under {at} and under {other}, of which one may be made up; leave one of them',
  'wrapping.kibana':
    "a table of Kibana's Discover, whose times are in the zone of somebody's browser, which it does not say; export the documents themselves (_source), or add the column event.original",
  'wrapping.elasticDiffers': 'event.original and okta.uuid are of different events',
  'wrapping.harEmptied':
    'the HTTP Archive was saved without the content of this answer; save it with content',
  'wrapping.harBarren':
    'an HTTP Archive (HAR) without an answer of /api/v1/logs; record the page of the System Log, or use its CSV',
  'wrapping.ocsf':
    'OCSF without raw_data, from which the event type is gone (metadata.event_code); export the System Log itself',
  'wrapping.workflows':
    'an execution log of Okta Workflows, which has no System Log events in it; export the System Log',
  'wrapping.wazuhDiffers': 'full_log and data of the Wazuh alert are of different events',
  'wrapping.udm':
    'an event of Google SecOps (Chronicle) in its model UDM, which has no place for much of a System Log event; export the raw logs (rawLog) instead',
  'product.cloudTrail': 'AWS CloudTrail, not an Okta System Log',
  'product.entra': 'a Microsoft Entra sign-in log, not an Okta System Log',
  'product.workspace': 'a Google Workspace audit log, not an Okta System Log',
  'product.workflows': 'an execution log of Okta Workflows, not an Okta System Log',
  'product.udm': 'Google SecOps UDM without the raw log',
  'product.manifest': 'the manifest of an archive; unpack that, and scan its folder',
  'product.ocsf': 'OCSF without the raw System Log event',
} as const;
