/** A name in one spelling: `user_agent`, `User-Agent` and `userAgent` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Names under which products keep the record as it came in, and nothing else. */
const raw = words(`
  raw rawdata rawevent rawlog rawmessage rawstring rawjson sourcejson sourcedata fulllog fullmessage
  airbytedata eventoriginal logoriginal originalevent originallog originalmessage
`);

/** Names of what the sender of a request, or whoever names an account, a file or a device, has a hand in. */
const written = words(`
  agent ua browser os device client actor target targets user users username login account principal email mail
  name names fullname firstname lastname displayname nickname alternateid title subject description desc summary
  comment comments note notes reason remark caption label labels tag tags keyword keywords
  url uri urls path href link query querystring search term referer referrer origin header headers cookie cookies
  request method args argv command cmd cmdline commandline process parameters params
  file filename hostname computer machine group groups role city country region location
  debugdata debugcontext detailentry changedetails key keys session token error err exception stack
`);

/** Names that a record of its own has about a request, and one that hands a record on does not. */
const telling = words(`
  useragent ua browser user userid userids username userprincipalname actor principal login email mail
  ip ipaddress ipaddr srcip sourceip clientip remoteip remoteaddr remoteaddress sourceipaddress srcipaddr src
  client device url uri requesturi request referer referrer method query action outcome target targets
  session sessionid country city eventtype displaymessage published legacyeventtype rawuseragent displayname
  alternateid title description comment reason
`);

/** Names of what ships a record: what it tells of itself is nothing that the record tells. */
const shipping = words(
  'host observer agent cloud kubernetes container beat collector resource metadata',
);

const parts = (key: string): readonly string[] => [key, ...key.split('.')].map(plain);
const isAgent = (name: string): boolean => name.includes('useragent');

/** Whether the text under a key is the record as it came in, by the contract of the product that writes it. */
export function isRawKey(key: string): boolean {
  const lastTwo = key.split('.').slice(-2).join('');
  return [...parts(key), plain(lastTwo)].some((name) => raw.has(name)) && !isWrittenKey(key);
}

/** Whether what is under a key may be of an attacker's making: there no event is looked for. */
export function isWrittenKey(key: string): boolean {
  return parts(key).some((name) => written.has(name) || isAgent(name));
}

/** Whether what is under a key is about the machinery that handed the record on. */
export function isShippingKey(key: string): boolean {
  return parts(key).some((name) => shipping.has(name));
}

/** Whether a key shows that a record tells of a request itself, so that a text in it may be a field of that. */
export function isTellingKey(key: string): boolean {
  return parts(key).some((name) => telling.has(name) || isAgent(name));
}
