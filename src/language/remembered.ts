/** So many texts are remembered at one time, and only short ones: what comes from a log may be any. */
const mostRemembered = 2_048;
const longestRemembered = 300;

/** Makes what follows from a text alone once for texts that come again; what is remembered is bounded. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, { readonly thing: T }>();
  return (text) => {
    const known = made.get(text);
    if (known) return known.thing;
    const thing = make(text);
    if (text.length > longestRemembered) return thing;
    if (made.size === mostRemembered) made.clear();
    made.set(text, { thing });
    return thing;
  };
}
