import { toJSONSchema, type ZodType } from 'zod';

/** What of JSON Schema our records use. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** An interface that is written from a schema. */
export interface RecordType {
  readonly name: string;
  readonly schema: ZodType;
  /** The file with the schema, which the interface stands beside. */
  readonly source: string;
  /** Types that have a declaration of their own, by the path of the member, and where that is. */
  readonly named?: Readonly<Record<string, { readonly type: string; readonly from: string }>>;
}

/** The text of the file with the interface: what a schema says, for readers of TypeScript. */
export function recordFile({ name, schema, source, named = {} }: RecordType): string {
  const json = toJSONSchema(schema, { target: 'draft-2020-12' }) as Schema & { title?: string };
  const imports = Object.values(named).map(
    ({ type, from }) => `import type { ${type} } from '${from}';\n`,
  );
  const typeOf = (at: Schema, path: string): string => {
    const own = named[path];
    if (own) return own.type;
    if (at.anyOf) return at.anyOf.map((one) => typeOf(one, path)).join(' | ');
    if (at.const !== undefined) return literal(at.const);
    if (at.enum) return at.enum.map(literal).join(' | ');
    if (typeof at.type === 'object') {
      return at.type.map((type) => typeOf({ ...at, type }, path)).join(' | ');
    }
    switch (at.type) {
      case 'array': {
        const item = typeOf(at.items as Schema, path);
        return `readonly ${item.includes(' | ') ? `(${item})` : item}[]`;
      }
      case 'object':
        return at.properties ? `{\n${membersOf(at, path)}}` : mapOf(at, path);
      case 'integer':
        return 'number';
      case undefined:
        return 'unknown';
      default:
        return at.type;
    }
  };
  const mapOf = (at: Schema, path: string): string =>
    `Readonly<Record<string, ${typeOf(at.additionalProperties as Schema, path)}>>`;
  const membersOf = ({ properties = {}, required = [] }: Schema, path: string): string =>
    Object.entries(properties)
      .map(([key, member]) => {
        const at = path === '' ? key : `${path}.${key}`;
        const isThere = required.includes(key);
        const type = typeOf(member, at);
        const told = member.description ?? `TODO: describe ${at} in the schema`;
        const mark = isThere ? '' : '?';
        const absent = isThere || type === 'unknown' ? '' : ' | undefined';
        return `/** ${sentence(told)} */\nreadonly ${key}${mark}: ${type}${absent};\n`;
      })
      .join('');
  return [
    `// Written from ${source} by test/public-api/record-types.test.ts; change the schema, then UPDATE_TYPES=1.\n`,
    ...imports,
    `\n/** ${sentence(json.description ?? '')} */\nexport interface ${name} {\n${membersOf(json, '')}}\n`,
  ].join('');
}

/** Every member of a schema that says nothing of itself, by its path. */
export function undescribed(schema: ZodType): readonly string[] {
  const walk = (at: Schema, path: string): readonly string[] => [
    ...Object.entries(at.properties ?? {}).flatMap(([key, member]) => {
      const below = path === '' ? key : `${path}.${key}`;
      return [...(member.description ? [] : [below]), ...walk(member, below)];
    }),
    ...(at.items ? walk(at.items, `${path}[]`) : []),
    ...(at.anyOf ?? []).flatMap((one) => walk(one, path)),
  ];
  return walk(toJSONSchema(schema, { target: 'draft-2020-12' }) as Schema, '');
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : String(value);

/** A description as a sentence: `what it is` becomes `What it is.` Names of fields keep their case. */
function sentence(text: string): string {
  const [first = ''] = text.split(/[\s,;:]/);
  const isName = /[.A-Z_`]/.test(first.slice(1)) || /^m?1$/.test(first);
  const begun = isName ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return `${begun.replaceAll('*/', '*\\/')}${/[.!?]$/.test(begun) ? '' : '.'}`;
}
