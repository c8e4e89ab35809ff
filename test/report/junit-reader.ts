import { expect } from 'vitest';

/** An element of a document, with its text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const decode = (text: string): string =>
  text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? `?${name}?`);

/** Reads the XML that a strict reader would accept, and nothing else; throws otherwise. */
export function readXml(xml: string): XmlElement {
  if (!/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(xml)) {
    throw new Error('a character that XML 1.0 does not have');
  }
  const [head, body = ''] = [xml.slice(0, 39), xml.slice(39)];
  expect(head).toBe('<?xml version="1.0" encoding="UTF-8"?>\n');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token =
    /<(\/?)([a-z]+)((?: [a-z]+="(?:[^"<&]|&(?:amp|lt|gt|quot|apos);)*")*)(\/?)>|((?:[^<&>]|&(?:amp|lt|gt|quot|apos);)+)/uy;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const match = token.exec(body);
    if (!match) throw new Error(`not well-formed at ${body.slice(at, at + 40)}`);
    const [, closing, name = '', given = '', empty, text] = match;
    const top = open.at(-1) as XmlElement;
    if (text !== undefined) top.text += decode(text);
    else if (closing) {
      if (open.pop()?.name !== name) throw new Error(`${name} ends what it did not begin`);
    } else {
      const pairs = [...given.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        decode(value as string),
      ]);
      const element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
      top.children.push(element);
      if (!empty) open.push(element);
    }
  }
  expect(open).toEqual([root]);
  expect(root.children).toHaveLength(1);
  return root.children[0] as XmlElement;
}

/** Attributes and children that the schema of the Jenkins xUnit plugin (junit-10.xsd) allows. */
const schema: Readonly<Record<string, readonly [attributes: string[], children: string[]]>> = {
  testsuites: [['name', 'time', 'tests', 'failures', 'errors', 'disabled'], ['testsuite']],
  testsuite: [['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'id'], ['testcase']],
  testcase: [
    ['name', 'classname', 'time', 'status'],
    ['skipped', 'failure', 'error'],
  ],
  failure: [['message', 'type'], []],
  skipped: [['message', 'type'], []],
};

/** Holds a document against that schema. */
export function checkJunit({ name, attributes, children }: XmlElement): void {
  const [allowed, inner] = schema[name] ?? [[], []];
  expect(allowed).toEqual(expect.arrayContaining(Object.keys(attributes)));
  for (const child of children) {
    expect(inner).toContain(child.name);
    checkJunit(child);
  }
}
