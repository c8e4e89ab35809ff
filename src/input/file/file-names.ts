/** Names reported of one record, characters of one, and bytes that are searched. */
const most = 5;
const longest = 200;
const searched = 64 * 1024;
/** Bytes in which addresses are looked for: with no key to go by that takes longer. */
const searchedForAddresses = 4 * 1024;

/** The key under which Okta, and those who rename its keys, keep a login; also where it is text in text. */
const login = /alternate_?id\\{0,8}"\s{0,8}:\s{0,8}\\{0,8}"([^"\\]{1,200})/gi;
const address = /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}/g;

/**
 * Logins that a text seems to name, first come first, each once: what a record that cannot be read still
 * says about whom it concerns. Looks at the beginning only.
 */
export function namesIn(text: string): readonly string[] {
  const head = text.slice(0, searched);
  const found = new Set<string>();
  for (const [, name = ''] of head.matchAll(login)) {
    if (found.size < most && isLogin(name)) found.add(name.slice(0, longest));
  }
  if (found.size > 0) return [...found];
  for (const [name] of head.slice(0, searchedForAddresses).matchAll(address)) {
    if (found.size < most) found.add(name.slice(0, longest));
  }
  return [...found];
}

/** Applications have an `alternateId` as well, mostly of several words; `unknown` is Okta's for nothing. */
function isLogin(name: string): boolean {
  return name !== 'unknown' && !name.includes(' ');
}

/** The same of bytes, whatever their encoding: what is not UTF-8 in them becomes U+FFFD. */
export function namesInBytes(bytes: Uint8Array): readonly string[] {
  const head = bytes.subarray(0, searched);
  return namesIn(Buffer.from(head.buffer, head.byteOffset, head.length).toString());
}

/** The same of a parsed record. */
export function namesOf(value: unknown): readonly string[] {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? [] : namesIn(text);
}
