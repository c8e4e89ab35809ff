import type { Command } from 'commander';
import type { CommandContext } from './config/command-context.ts';
import { unknown } from './option/enum.ts';
import { streamSink } from './terminal/sink.ts';

const topics = {
  'exit-codes': `Exit codes, the same in every format:

  0    complete, nothing at or above --fail-on (low, if not told otherwise)
  1    findings at or above --fail-on, complete or not
  2    you must mend something: an option, a rule, a list; one that is missing, too,
       or no rule that reports
  3    could not run: unreadable input, no room for the output, Okta not
       reached or the credential refused
  4    nothing found, but the answer cannot be trusted: nothing was read, records were
       skipped, or the time asked for is not covered by the log.
       --allow-partial makes it 0, with a warning
  130  interrupted (Ctrl-C); what was found so far is reported
  143  terminated; 129 if the terminal was closed
  141  the reader of standard output went away before all was written (| head)

--quiet hides progress, never the reason for one of them.
`,
  formats: `Formats of a report, for --format and -o FORMAT=PATH:

  table    for people; width and colour follow the terminal, the content does not
  json     one document: tool, findings, skipped records, summary of what was seen
  ndjson   one finding per line

Standard output is the report and nothing else; everything else goes to standard error.
JSON Schemas: oktahunt schema finding, oktahunt schema report
`,
  inputs: `Inputs that are recognised, by their content, whatever their names and however mixed:

  API pages       JSON: one event a line, arrays, pretty-printed, put together; under a key
                  such as events, value or data; as text in JSON; after a syslog header
  Admin Console   CSV, its header in English or Japanese; fields that it does not have are
                  named, and so are the rules they blind
  AWS             EventBridge, Firehose and S3, CloudWatch exports, batches and Insights
  Azure, Google   blobs, Event Grid, Sentinel tables; Cloud Logging, Pub/Sub, SecOps raw logs
  Splunk          search exports (JSON, CSV with _raw), HTTP Event Collector
  Okta            Event Hook bodies
  Elastic         documents, search results, index dumps; with event.original nothing is lost
  pipelines       Airbyte, Fluentd, Kafka (Connect, console), Loki (API, logcli), Wazuh alerts
  tables          Snowflake, BigQuery: a column for each field, or the event in one (JSON, CSV)
  others          Panther, Grove, Matano, Datadog archives, InsightIDR, Sumo Logic, Graylog
  by hand         HTTP Archives (HAR) with /api/v1/logs, jq in colours, dicts that Python printed
  OCSF            with raw_data: the event itself. Without: only if metadata.event_code names
                  Okta's event type; put back together, without targets, device, client zone,
                  browser and outcome.reason. Without unmapped also without session root, proxy
                  flag, address chain, transaction and most debug data. Rules that ask for what
                  is lost cannot evaluate, which is most of the bundled ones
  any product     a whole event under any key, as an object; as text (also in Base64) where no
                  sender of a request can have written it
  packing         gzip, Zstandard, zip, tar
  text            UTF-8 and UTF-16; others with --encoding shift_jis, euc-jp, windows-1252 ...

A file that grows is read to the size it had at first. Bytes of a name that are no UTF-8 may
be written as they are printed: \\xff.
Refused by name: OCSF without raw_data and event_code, Google SecOps UDM, tables of Kibana's
Discover without event.original, logs of Okta Workflows, Parquet, encrypted archives.
What cannot be read is counted and told, with its place in the wrapping, and the run does not
look clean.
`,
  environment: `Environment variables:

  OKTA_CLIENT_ORGURL       URL of the org; also OKTAHUNT_ORG, OKTA_ORG_DOMAIN
  OKTA_CLIENT_TOKEN        API token; also OKTAHUNT_TOKEN
  OKTA_CLIENT_CLIENTID, OKTA_CLIENT_PRIVATEKEY, OKTA_CLIENT_KEYID, OKTA_CLIENT_SCOPES
                           a service app with a private key (JWK or PEM)
  OKTAHUNT_ACCESS_TOKEN    an OAuth access token that was got elsewhere
  HTTPS_PROXY, NO_PROXY    a proxy to go through, http://user:password@host:port, and the hosts
                           that are reached without it; also ALL_PROXY, HTTP_PROXY
  NODE_EXTRA_CA_CERTS      a certificate file to trust beside the known ones
  OKTAHUNT_ALLOW_LOOPBACK=1  accept http://127.0.0.1, for a fake org
  More: oktahunt config show, oktahunt init --out -

  FORCE_COLOR      colour always; 0 or false: never
  NO_COLOR         no colour, if not empty
  CLICOLOR_FORCE   colour always, unless 0
  TERM             dumb: no colour, no progress line
  CI               no progress line
  LC_ALL, LC_CTYPE, LANG   plain ASCII drawing if they name a locale without UTF-8

--color decides over all of them; then they decide in this order.
`,
} as const satisfies Record<string, string>;

/** The topics, and `lint`, whose table is loaded only when it is asked for. */
const topicNames = [...(Object.keys(topics) as (keyof typeof topics)[]), 'lint'] as const;
type Topic = (typeof topicNames)[number];

async function textOf(topic: Topic): Promise<string> {
  if (topic !== 'lint') return topics[topic];
  const { describeCodes } = await import('../lint/lint-codes.ts');
  return `What 'oktahunt rules check' remarks on:\n\n${describeCodes()}`;
}

/** Adds `help COMMAND` and `help TOPIC`. */
export function addHelp(program: Command, context: CommandContext): void {
  program
    .helpCommand(false)
    .command('help')
    .summary('help about a command or a topic')
    .description(`Helps with a command or a topic: ${topicNames.join(', ')}.`)
    .argument('[topic...]', 'a command or a topic')
    .action(async (words: readonly string[]) => {
      const topic = topicNames.find((name) => words.length === 1 && name === words[0]);
      if (!topic) commandNamed(program, words).outputHelp();
      else await streamSink(context.io.stdout, 'standard output').write(await textOf(topic));
    })
    .addHelpText('after', '\nExamples:\n  oktahunt help scan\n  oktahunt help exit-codes');
}

function commandNamed(program: Command, words: readonly string[]): Command {
  return words.reduce((command, word) => {
    const found = command.commands.find((candidate) => candidate.name() === word);
    if (found) return found;
    const names = command.commands.map((candidate) => candidate.name());
    throw unknown(word, command === program ? [...names, ...topicNames] : names, 'topic');
  }, program);
}
