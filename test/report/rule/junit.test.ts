import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JunitSuite, renderJunit } from '../../../src/report/rule/junit.ts';
import { show } from '../../../src/report/text/escape.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
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
function parse(xml: string): Element {
  if (!/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(xml)) {
    throw new Error('a character that XML 1.0 does not have');
  }
  const [head, body = ''] = [xml.slice(0, 39), xml.slice(39)];
  expect(head).toBe('<?xml version="1.0" encoding="UTF-8"?>\n');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token =
    /<(\/?)([a-z]+)((?: [a-z]+="(?:[^"<&]|&(?:amp|lt|gt|quot|apos);)*")*)(\/?)>|((?:[^<&>]|&(?:amp|lt|gt|quot|apos);)+)/uy;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const match = token.exec(body);
    if (!match) throw new Error(`not well-formed at ${body.slice(at, at + 40)}`);
    const [, closing, name = '', given = '', empty, text] = match;
    const top = open.at(-1) as Element;
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
  return root.children[0] as Element;
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

function check({ name, attributes, children }: Element): void {
  const [allowed, inner] = schema[name] ?? [[], []];
  expect(allowed).toEqual(expect.arrayContaining(Object.keys(attributes)));
  for (const child of children) {
    expect(inner).toContain(child.name);
    check(child);
  }
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    ']]>',
    '<![CDATA[',
    '&#0;',
    '\u0000\u001b[2J',
    '\ud800',
    '\uffff\ufffe',
    '"\'<>&',
  ),
);

const suites: fc.Arbitrary<JunitSuite[]> = fc.array(
  fc.record({
    name: text,
    cases: fc.array(
      fc.oneof(
        fc.record({ name: text }),
        fc.record({ name: text, skipped: text }),
        fc.record({
          name: text,
          failure: fc.record({ message: text, lines: fc.array(text, { maxLength: 3 }) }),
        }),
      ),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 3 },
);

describe('JUnit', () => {
  test('holds every text, whatever is in it, in well-formed XML of the known form', () => {
    fc.assert(
      fc.property(text, suites, (name, given) => {
        const root = parse(renderJunit(name, given));
        check(root);
        expect(root.attributes['name']).toBe(show(name));
        expect(root.children.map(({ attributes }) => attributes['name'])).toEqual(
          given.map((suite) => show(suite.name)),
        );
        const told = root.children.flatMap(({ children }) => children);
        const cases = given.flatMap((suite) => suite.cases);
        expect(told).toHaveLength(cases.length);
        for (const [index, { name, failure, skipped }] of cases.entries()) {
          const [outcome] = told[index]?.children ?? [];
          expect(told[index]?.attributes['name']).toBe(show(name));
          if (failure) {
            expect(outcome?.attributes['message']).toBe(show(failure.message));
            expect(outcome?.text).toBe(failure.lines.map((line) => show(line)).join('\n'));
          } else if (skipped !== undefined) {
            expect(outcome?.attributes['message']).toBe(show(skipped));
          } else expect(outcome).toBeUndefined();
        }
      }),
      { numRuns: 200 },
    );
  });

  test('counts', () => {
    const failure = { message: 'm', lines: [] };
    const root = parse(
      renderJunit('all', [
        { name: 'a', cases: [{ name: '1' }, { name: '2', failure }, { name: '3', skipped: 's' }] },
        { name: 'b', cases: [{ name: '4', failure }] },
      ]),
    );
    expect(root.attributes).toEqual({ name: 'all', tests: '4', failures: '2', errors: '0' });
    expect(root.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'a', tests: '3', failures: '1', errors: '0', skipped: '1' },
      { name: 'b', tests: '1', failures: '1', errors: '0', skipped: '0' },
    ]);
  });
});
