import { deliveryKindNames, deliveryScopes } from '../../delivery/kind-name.ts';
import { levels } from '../../rule/level.ts';
import { optionRowOf, optionSettingNames, sections } from './option-settings.ts';
import { refusalOf, rowOf, settingNames } from './settings.ts';

/** JSON Schema (draft 2020-12) of a configuration file, for editors. */
export function configSchema(): Record<string, unknown> {
  const options = Object.fromEntries(
    optionSettingNames.map((name) => {
      const { describe, kind } = optionRowOf(name);
      return [name, { description: describe, ...shapes[kind] }];
    }),
  );
  const connection = Object.fromEntries(
    settingNames
      .filter((name) => refusalOf(name, true) === undefined)
      .map((name) => {
        const { describe, standard } = rowOf(name);
        const fallback = standard === undefined ? {} : { default: standard };
        return [name, { description: describe, type: ['string', 'number'], ...fallback }];
      }),
  );
  const parts = Object.fromEntries(
    sections.map((name) => [
      name,
      {
        description: `options of oktahunt ${name} alone`,
        type: 'object',
        additionalProperties: false,
        properties: options,
      },
    ]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'oktahunt configuration',
    description: 'oktahunt.config.yaml, or the user file',
    type: 'object',
    additionalProperties: false,
    properties: { ...connection, ...options, ...parts },
  };
}

const text = { type: ['string', 'number'] };

const receiver = {
  anyOf: [
    { type: 'string', pattern: `^(${deliveryKindNames.join('|')})=.` },
    {
      type: 'object',
      additionalProperties: false,
      required: ['to'],
      properties: {
        to: {
          description: 'KIND=URL, KIND=env:NAME or KIND=file:PATH',
          type: 'string',
          pattern: `^(${deliveryKindNames.join('|')})=.`,
        },
        secretFile: { description: 'file with the signing keys or the token', type: 'string' },
        secretEnv: { description: 'environment variable with them', type: 'string' },
        minSeverity: { description: 'send nothing below this level', enum: levels },
        what: { description: 'what to send; both if left out', enum: deliveryScopes },
      },
    },
  ],
};

const shapes = {
  flag: { type: 'boolean' },
  text,
  texts: { anyOf: [text, { type: 'array', items: text }] },
  receivers: {
    anyOf: [receiver, { type: 'array', items: receiver }],
  },
  lists: {
    type: 'object',
    additionalProperties: { anyOf: [text, { type: 'array', items: text }] },
  },
} as const;
