import { isObject, type Json } from './json.ts';

/**
 * What a text inside `debugContext.debugData` holds, or undefined if it is plain text.
 *
 * Okta writes some values as JSON (`logOnlySecurityData`, `tunnels`) and some as the text of a Java
 * map (`behaviors`, `risk`): `{New Device=POSITIVE, Velocity=NEGATIVE}`, at times with a class name
 * in front (`Risk{level=LOW}`).
 */
export function parseEmbedded(text: string): Json | undefined {
  const first = text.trimStart()[0];
  if (first === '{' || first === '[') {
    const json = parseJson(text);
    if (json !== undefined) return json;
  }
  return parseMap(text);
}

function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) || Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The entries of a flat Java map. A piece without `=` belongs to the value before it, since values
 * may hold commas: `{reasons=Anomalous Location, Anomalous Device, level=HIGH}`.
 */
function parseMap(text: string): Json | undefined {
  const body = /^\s*\w*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (body === undefined) return undefined;
  const entries: [string, string][] = [];
  for (const piece of body.split(', ')) {
    const at = piece.indexOf('=');
    const last = entries.at(-1);
    if (at > 0) entries.push([piece.slice(0, at).trim(), piece.slice(at + 1)]);
    else if (last) last[1] += `, ${piece}`;
  }
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
