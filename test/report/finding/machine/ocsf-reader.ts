import { readFileSync } from 'node:fs';

interface Attribute {
  readonly type: string;
  readonly array?: true;
  readonly required?: true;
  readonly enum?: Readonly<Record<string, string>>;
}

interface Shape {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly constraints?: { readonly at_least_one?: readonly string[] };
}

type Class = Shape & { readonly uid: number; readonly category: string };

interface ValueType {
  readonly regex?: string;
  readonly range?: readonly [number, number];
  readonly max_len?: number;
  readonly type?: string;
}

const schema = JSON.parse(
  readFileSync(new URL('../../../../fixtures/schemas/ocsf-1.8.0.json', import.meta.url), 'utf8'),
) as {
  readonly classes: Readonly<Record<string, Class>>;
  readonly objects: Readonly<Record<string, Shape>>;
  readonly types: Readonly<Record<string, ValueType>>;
  readonly categories: Readonly<Record<string, number>>;
  readonly observables: Readonly<Record<string, number>>;
};

/** The numbers of types of observables, by the type or attribute that has them. */
export const observables = schema.observables;

type Values = Readonly<Record<string, unknown>>;

/** Everything in which an event is not as its class of OCSF has it, one line each. */
export function faultsOf(event: Values): readonly string[] {
  const found = Object.values(schema.classes).find(
    ({ uid }) => uid % 1000 === Number(event['class_uid']) % 1000,
  );
  if (!found) return [`there is no class ${event['class_uid']}`];
  const category = schema.categories[found.category] ?? 0;
  const [activity, number] = [Number(event['activity_id']), category * 1000 + found.uid];
  const expected = { class_uid: number, category_uid: category, type_uid: number * 100 + activity };
  const wrong = Object.entries(expected).filter(([name, value]) => event[name] !== value);
  return [
    ...wrong.map(([name, value]) => `${name} is ${event[name]}, not ${value}`),
    ...faultsIn(event, found, '', new Set(Object.keys(expected))),
  ];
}

function faultsIn(
  values: Values,
  shape: Shape,
  path: string,
  checked: ReadonlySet<string> = new Set(),
): readonly string[] {
  const missing = Object.entries(shape.attributes)
    .filter(([name, { required }]) => required && values[name] === undefined)
    .map(([name]) => `${path}${name} is missing`);
  const one = shape.constraints?.at_least_one;
  const lacks =
    one && !one.some((name) => values[name] !== undefined) ? [`${path} has none of ${one}`] : [];
  const faults = Object.entries(values).flatMap(([name, value]) => {
    const attribute = shape.attributes[name];
    if (!attribute) return [`${path}${name} is not known`];
    if (checked.has(name)) return [];
    if (
      attribute.array !== Array.isArray(value) &&
      !(attribute.array === undefined && !Array.isArray(value))
    ) {
      return [`${path}${name} is ${attribute.array ? 'no' : 'an'} array`];
    }
    const members = attribute.array ? (value as unknown[]) : [value];
    return members.flatMap((member) => faultsOfValue(member, attribute, `${path}${name}`));
  });
  return [...missing, ...lacks, ...faults];
}

function faultsOfValue(
  value: unknown,
  { type, enum: values }: Attribute,
  path: string,
): readonly string[] {
  if (type === 'json_t' || type === 'object') return [];
  if (!type.endsWith('_t')) {
    const shape = schema.objects[type];
    if (!shape) return [`${path}: the object ${type} is not vendored`];
    return typeof value === 'object' && value !== null
      ? faultsIn(value as Values, shape, `${path}.`)
      : [`${path} is no object`];
  }
  if (values && !Object.hasOwn(values, String(value)))
    return [`${path} is ${value}, which is no choice`];
  return isOfType(value, type) ? [] : [`${path} is no ${type}: ${JSON.stringify(value)}`];
}

function isOfType(value: unknown, name: string): boolean {
  const { type = name, regex, range, max_len } = schema.types[name] ?? {};
  if (type === 'boolean_t') return typeof value === 'boolean';
  if (['integer_t', 'long_t', 'timestamp_t', 'port_t'].includes(type)) {
    return (
      Number.isSafeInteger(value) &&
      (!range || (Number(value) >= range[0] && Number(value) <= range[1]))
    );
  }
  if (type === 'float_t') return typeof value === 'number';
  if (typeof value !== 'string' || (max_len !== undefined && value.length > max_len)) return false;
  return regex === undefined || name === 'url_t' ? true : new RegExp(regex).test(value);
}
