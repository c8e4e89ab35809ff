/**
 * Tactics of MITRE ATT&CK (Enterprise) in the order of its matrix, as Sigma's tags spell them. Release 19
 * made `stealth` and `defense-impairment` of `defense-evasion`; tags have both.
 */
export const tactics = {
  reconnaissance: 'Reconnaissance',
  'resource-development': 'Resource Development',
  'initial-access': 'Initial Access',
  execution: 'Execution',
  persistence: 'Persistence',
  'privilege-escalation': 'Privilege Escalation',
  'defense-evasion': 'Defense Evasion',
  stealth: 'Stealth',
  'defense-impairment': 'Defense Impairment',
  'credential-access': 'Credential Access',
  discovery: 'Discovery',
  'lateral-movement': 'Lateral Movement',
  collection: 'Collection',
  'command-and-control': 'Command and Control',
  exfiltration: 'Exfiltration',
  impact: 'Impact',
} as const;
export type Tactic = keyof typeof tactics;

export const tacticNames = Object.keys(tactics) as readonly Tactic[];

/**
 * Ids of the tactics in ATT&CK. Release 19 gave the id of `defense-evasion` to `stealth`, and a new one to
 * `defense-impairment`.
 */
export const tacticIds: Readonly<Record<Tactic, string>> = {
  reconnaissance: 'TA0043',
  'resource-development': 'TA0042',
  'initial-access': 'TA0001',
  execution: 'TA0002',
  persistence: 'TA0003',
  'privilege-escalation': 'TA0004',
  'defense-evasion': 'TA0005',
  stealth: 'TA0005',
  'defense-impairment': 'TA0112',
  'credential-access': 'TA0006',
  discovery: 'TA0007',
  'lateral-movement': 'TA0008',
  collection: 'TA0009',
  'command-and-control': 'TA0011',
  exfiltration: 'TA0010',
  impact: 'TA0040',
};

/** A technique or sub-technique, and the tactics it serves. */
export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly Tactic[];
}

/**
 * Techniques that are seen in an identity provider's log, by id (ATT&CK Enterprise, release 18). A
 * sub-technique serves the tactics of its parent, and its name stands after the parent's.
 */
const rows: Readonly<Record<string, readonly [name: string, ...tactics: Tactic[]]>> = {
  T1036: ['Masquerading', 'defense-evasion'],
  T1069: ['Permission Groups Discovery', 'discovery'],
  'T1069.003': ['Cloud Groups'],
  T1078: [
    'Valid Accounts',
    'initial-access',
    'persistence',
    'privilege-escalation',
    'defense-evasion',
  ],
  'T1078.001': ['Default Accounts'],
  'T1078.004': ['Cloud Accounts'],
  T1087: ['Account Discovery', 'discovery'],
  'T1087.004': ['Cloud Account'],
  T1090: ['Proxy', 'command-and-control'],
  'T1090.002': ['External Proxy'],
  'T1090.003': ['Multi-hop Proxy'],
  T1098: ['Account Manipulation', 'persistence', 'privilege-escalation'],
  'T1098.001': ['Additional Cloud Credentials'],
  'T1098.003': ['Additional Cloud Roles'],
  'T1098.005': ['Device Registration'],
  T1110: ['Brute Force', 'credential-access'],
  'T1110.001': ['Password Guessing'],
  'T1110.003': ['Password Spraying'],
  'T1110.004': ['Credential Stuffing'],
  T1111: ['Multi-Factor Authentication Interception', 'credential-access'],
  T1133: ['External Remote Services', 'initial-access', 'persistence'],
  T1134: ['Access Token Manipulation', 'privilege-escalation', 'defense-evasion'],
  T1136: ['Create Account', 'persistence'],
  'T1136.003': ['Cloud Account'],
  T1185: ['Browser Session Hijacking', 'collection'],
  T1190: ['Exploit Public-Facing Application', 'initial-access'],
  T1199: ['Trusted Relationship', 'initial-access'],
  T1213: ['Data from Information Repositories', 'collection'],
  T1484: ['Domain or Tenant Policy Modification', 'privilege-escalation', 'defense-evasion'],
  'T1484.002': ['Trust Modification'],
  T1489: ['Service Stop', 'impact'],
  T1496: ['Resource Hijacking', 'impact'],
  T1498: ['Network Denial of Service', 'impact'],
  T1499: ['Endpoint Denial of Service', 'impact'],
  'T1499.002': ['Service Exhaustion Flood'],
  T1526: ['Cloud Service Discovery', 'discovery'],
  T1528: ['Steal Application Access Token', 'credential-access'],
  T1530: ['Data from Cloud Storage', 'collection'],
  T1531: ['Account Access Removal', 'impact'],
  T1538: ['Cloud Service Dashboard', 'discovery'],
  T1539: ['Steal Web Session Cookie', 'credential-access'],
  T1548: ['Abuse Elevation Control Mechanism', 'privilege-escalation', 'defense-evasion'],
  T1550: ['Use Alternate Authentication Material', 'defense-evasion', 'lateral-movement'],
  'T1550.001': ['Application Access Token'],
  'T1550.004': ['Web Session Cookie'],
  T1552: ['Unsecured Credentials', 'credential-access'],
  T1555: ['Credentials from Password Stores', 'credential-access'],
  T1556: ['Modify Authentication Process', 'credential-access', 'defense-evasion', 'persistence'],
  'T1556.006': ['Multi-Factor Authentication'],
  'T1556.007': ['Hybrid Identity'],
  'T1556.009': ['Conditional Access Policies'],
  T1557: ['Adversary-in-the-Middle', 'credential-access', 'collection'],
  T1562: ['Impair Defenses', 'defense-evasion'],
  'T1562.007': ['Disable or Modify Cloud Firewall'],
  'T1562.008': ['Disable or Modify Cloud Logs'],
  T1566: ['Phishing', 'initial-access'],
  T1572: ['Protocol Tunneling', 'command-and-control'],
  T1583: ['Acquire Infrastructure', 'resource-development'],
  'T1583.003': ['Virtual Private Server'],
  T1586: ['Compromise Accounts', 'resource-development'],
  'T1586.003': ['Cloud Accounts'],
  T1589: ['Gather Victim Identity Information', 'reconnaissance'],
  'T1589.001': ['Credentials'],
  T1595: ['Active Scanning', 'reconnaissance'],
  T1598: ['Phishing for Information', 'reconnaissance'],
  T1606: ['Forge Web Credentials', 'credential-access'],
  'T1606.001': ['Web Cookies'],
  'T1606.002': ['SAML Tokens'],
  T1621: ['Multi-Factor Authentication Request Generation', 'credential-access'],
  T1656: ['Impersonation', 'defense-evasion'],
};

/** What is known of a technique; one that is not in the table has no name and serves no tactic. */
export function techniqueOf(id: string): Technique {
  const own = Object.hasOwn(rows, id) ? rows[id] : undefined;
  const parentId = id.split('.', 1)[0] as string;
  const parent = Object.hasOwn(rows, parentId) ? rows[parentId] : undefined;
  const [name = '', ...serves] = own ?? ['', ...(parent?.slice(1) ?? [])];
  if (parentId === id) return { id, name, tactics: serves as readonly Tactic[] };
  const [parentName = '', ...inherited] = parent ?? [];
  const joined = parentName && name ? `${parentName}: ${name}` : name || parentName;
  return { id, name: joined, tactics: inherited as readonly Tactic[] };
}

/** The techniques in a rule's tags, as ATT&CK spells them: `attack.t1539` is T1539. */
export function techniquesIn(tags: readonly string[]): readonly string[] {
  return tags.flatMap(
    (tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase() ?? [],
  );
}

/** The tactics in a rule's tags. */
export function tacticsIn(tags: readonly string[]): readonly Tactic[] {
  const named = new Set(tags.map((tag) => tag.toLowerCase().replace(/^attack\./, '')));
  return tacticNames.filter((tactic) => named.has(tactic));
}

/** Whether `technique` is `parent` or one of its sub-techniques, whatever the case. */
export function isWithin(technique: string, parent: string): boolean {
  const [own, outer] = [technique.toUpperCase(), parent.toUpperCase()];
  return own === outer || own.startsWith(`${outer}.`);
}

/**
 * Whether a tag of the namespace `attack` has a form that Sigma knows (specification 2.1, appendix
 * "Tags"): a tactic, or the id of a technique, group, software, data source, mitigation or asset.
 */
export function isAttackTag(tag: string): boolean {
  const name = /^attack\.(.+)$/.exec(tag)?.[1] ?? '';
  return (
    (tacticNames as readonly string[]).includes(name) ||
    /^(t\d{4}(\.\d{3})?|[gsma]\d{4}|ds\d{4})$/.test(name)
  );
}
