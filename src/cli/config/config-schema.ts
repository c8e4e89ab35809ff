import { deliveryKindNames, deliveryScopes } from '../../delivery/kind-name.ts';
import { english } from '../../language/english.ts';
import { say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { levels } from '../../rule/level.ts';
import { optionRowOf, optionSettingNames, sections } from './option-settings.ts';
import { refusalOf, rowOf, settingNames } from './settings.ts';

/** JSON Schema (draft 2020-12) of a configuration file, for editors. */
export function configSchema(): Record<string, unknown> {
  const options = Object.fromEntries(
    optionSettingNames.map((name) => {
      const { kind } = optionRowOf(name);
      return [name, { description: english[`help.setting.${name}`], ...shapes[kind] }];
    }),
  );
  const connection = Object.fromEntries(
    settingNames
      .filter((name) => refusalOf(name, true) === undefined)
      .map((name) => {
        const { standard } = rowOf(name);
        const fallback = standard === undefined ? {} : { default: standard };
        return [
          name,
          { description: english[`help.setting.${name}`], type: ['string', 'number'], ...fallback },
        ];
      }),
  );
  const parts = Object.fromEntries(
    sections.map((name) => [
      name,
      {
        description: say(inEnglish, 'help.settings.ofCommand', { command: name }),
        type: 'object',
        additionalProperties: false,
        properties: options,
      },
    ]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: english['help.settings.title'],
    description: english['help.settings.where'],
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
          description: english['help.receiver.to'],
          type: 'string',
          pattern: `^(${deliveryKindNames.join('|')})=.`,
        },
        secretFile: { description: english['help.receiver.secretFile'], type: 'string' },
        secretEnv: { description: english['help.receiver.secretEnv'], type: 'string' },
        minSeverity: { description: english['help.receiver.minSeverity'], enum: levels },
        what: { description: english['help.receiver.what'], enum: deliveryScopes },
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
