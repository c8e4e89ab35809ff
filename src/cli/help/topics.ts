import type { Language } from '../../language/language.ts';
import { logEventNames } from '../log/log-events.ts';
import { formats } from '../option/output-format.ts';
import { type PlainText, type Say, sayIn } from '../option/speech.ts';
import { linesOf, listOf } from './help-text.ts';

/** What an entry of a list is called: as it is typed or named everywhere, or a word of the language. */
type Term = { readonly typed: string } | { readonly word: PlainText };

/** A paragraph, or a list of terms with their texts. */
type Block =
  | { readonly paragraph: PlainText }
  | { readonly list: readonly (readonly [term: Term, text: PlainText])[] };

const typed = (term: string, text: PlainText) => [{ typed: term }, text] as const;
const word = (term: PlainText, text: PlainText) => [{ word: term }, text] as const;

const blocks = {
  'exit-codes': [
    { paragraph: 'help.exitCodes.title' },
    {
      list: [
        typed('0', 'help.exitCodes.clean'),
        typed('1', 'help.exitCodes.findings'),
        typed('2', 'help.exitCodes.misuse'),
        typed('3', 'help.exitCodes.breakdown'),
        typed('4', 'help.exitCodes.doubt'),
        typed('130', 'help.exitCodes.interrupted'),
        typed('143', 'help.exitCodes.terminated'),
        typed('141', 'help.exitCodes.brokenPipe'),
      ],
    },
    { paragraph: 'help.exitCodes.hidden' },
    { paragraph: 'help.exitCodes.quiet' },
  ],
  inputs: [
    { paragraph: 'help.inputs.title' },
    {
      list: [
        word('help.inputs.pages', 'help.inputs.pagesText'),
        typed('Admin Console', 'help.inputs.csv'),
        typed('AWS', 'help.inputs.aws'),
        typed('Azure, Google', 'help.inputs.azure'),
        typed('Splunk', 'help.inputs.splunk'),
        typed('Okta', 'help.inputs.okta'),
        typed('Elastic', 'help.inputs.elastic'),
        word('help.inputs.pipelines', 'help.inputs.pipelinesText'),
        word('help.inputs.tables', 'help.inputs.tablesText'),
        word('help.inputs.others', 'help.inputs.othersText'),
        word('help.inputs.byHand', 'help.inputs.byHandText'),
        typed('OCSF', 'help.inputs.ocsf'),
        word('help.inputs.product', 'help.inputs.productText'),
        word('help.inputs.packing', 'help.inputs.packingText'),
        word('help.inputs.text', 'help.inputs.textText'),
      ],
    },
    { paragraph: 'help.inputs.growing' },
    { paragraph: 'help.inputs.unsupported' },
    { paragraph: 'help.inputs.unreadable' },
  ],
  deliveries: [
    { paragraph: 'help.deliveries.title' },
    {
      list: [
        typed('webhook=https://...', 'help.deliveries.webhook'),
        typed('slack=env:NAME', 'help.deliveries.slack'),
        typed('teams=env:NAME', 'help.deliveries.teams'),
        typed('hec=https://host:8088', 'help.deliveries.hec'),
        typed('syslog=syslog+tls://host', 'help.deliveries.syslog'),
        typed('syslog-cef=syslog+tls://...', 'help.deliveries.syslogCef'),
      ],
    },
    { paragraph: 'help.deliveries.secrets' },
    { paragraph: 'help.deliveries.promise' },
    { paragraph: 'help.deliveries.retries' },
    { paragraph: 'help.deliveries.places' },
  ],
  environment: [
    { paragraph: 'help.environment.title' },
    {
      list: [
        typed('OKTA_CLIENT_ORGURL', 'help.environment.org'),
        typed('OKTA_CLIENT_TOKEN', 'help.environment.token'),
        typed(
          'OKTA_CLIENT_CLIENTID, OKTA_CLIENT_PRIVATEKEY, OKTA_CLIENT_KEYID, OKTA_CLIENT_SCOPES',
          'help.environment.app',
        ),
        typed('OKTAHUNT_ACCESS_TOKEN', 'help.environment.accessToken'),
        typed('OKTAHUNT_WEBHOOK_SECRET, OKTAHUNT_HEC_TOKEN', 'help.environment.receivers'),
        typed('HTTPS_PROXY, NO_PROXY', 'help.environment.proxy'),
        typed('NODE_EXTRA_CA_CERTS', 'help.environment.certificates'),
        typed('SOURCE_DATE_EPOCH', 'help.environment.epoch'),
        typed('OKTAHUNT_ALLOW_LOOPBACK=1', 'help.environment.loopback'),
      ],
    },
    { paragraph: 'help.environment.more' },
    {
      list: [
        typed('FORCE_COLOR', 'help.environment.forceColor'),
        typed('NO_COLOR', 'help.environment.noColor'),
        typed('CLICOLOR_FORCE', 'help.environment.cliColorForce'),
        typed('CLICOLOR', 'help.environment.cliColor'),
        typed('TERM', 'help.environment.term'),
        typed('CI', 'help.environment.ci'),
        typed('LC_ALL, LC_CTYPE, LANG', 'help.environment.ascii'),
        typed('LC_ALL, LC_MESSAGES, LANG', 'help.environment.language'),
        typed('OKTAHUNT_PAGER, PAGER', 'help.environment.pager'),
      ],
    },
    { paragraph: 'help.environment.order' },
  ],
  formats: [
    { paragraph: 'help.formats.title' },
    { list: formats.map((name) => typed(name, `help.format.${name}`)) },
    { paragraph: 'help.formats.saved' },
    { paragraph: 'help.formats.links' },
    { paragraph: 'help.formats.schemas' },
  ],
  logging: [
    { paragraph: 'help.logging.title' },
    { list: logEventNames.map((name) => typed(name, `log.${name}`)) },
  ],
} as const satisfies Record<string, readonly Block[]>;

/** What `help` tells of beside commands. */
export const topics = [...(Object.keys(blocks) as (keyof typeof blocks)[]), 'lint'] as const;
export type Topic = (typeof topics)[number];

/** The text of a topic, in lines of at most `width` columns. */
export async function topicText(topic: Topic, language: Language, width: number): Promise<string> {
  if (topic !== 'lint') return textOf(blocks[topic], sayIn({ language }), width);
  const { renderCodes } = await import('../../report/rule/lint-code-list.ts');
  return renderCodes(language);
}

function textOf(all: readonly Block[], say: Say, width: number): string {
  const texts = all.map((block) => {
    if ('paragraph' in block) return linesOf(say(block.paragraph), width);
    const rows = block.list.map(
      ([term, text]) => ['typed' in term ? term.typed : say(term.word), say(text)] as const,
    );
    return listOf(rows, { width, widest: 26, gap: 2 });
  });
  return `${texts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
