import type { Command } from 'commander';
import type { CommandContext } from './config/command-context.ts';
import { unknown } from './option/enum.ts';
import { streamSink } from './terminal/sink.ts';

const topics = {
  'exit-codes': `Exit codes, the same in every format:

  0    complete, nothing at or above --fail-on (default: low)
  1    findings at or above --fail-on, complete or not
  2    usage error: fix an option, a rule or a list; also if one is missing,
       or if no rule reports
  3    could not run: unreadable input, no space for the output, Okta
       unreachable or the credential refused
  4    nothing found, but the scan is not complete: nothing was read, records were
       skipped, or the log does not cover the requested time.
       --allow-partial makes it 0, with a warning
  130  interrupted (Ctrl-C); the findings so far are reported
  143  terminated; 129 if the terminal was closed
  141  the reader of standard output went away before all was written (| head)

--case, --user, --ip and --min-severity of scan hide findings in the report; the exit code is that of all
findings. timeline and show end with 0 if they show what was asked for, with 4 if the log has no such
event or could not be read in full.
--quiet hides progress, never the reason for an exit code.
`,
  inputs: `Inputs are recognised by content, whatever their names and however mixed:

  API pages       JSON: one event per line, arrays, pretty-printed, concatenated; under a key
                  such as events, value or data; as text in JSON; after a syslog header
  Admin Console   CSV, with an English or Japanese header; missing fields are reported, and
                  so are the rules that need them
  AWS             EventBridge, Firehose and S3, CloudWatch exports, batches and Insights
  Azure, Google   blobs, Event Grid, Sentinel tables; Cloud Logging, Pub/Sub, SecOps raw logs
  Splunk          search exports (JSON, CSV with _raw), HTTP Event Collector
  Okta            Event Hook bodies
  Elastic         documents, search results, index dumps; lossless with event.original
  pipelines       Airbyte, Fluentd, Kafka (Connect, console), Loki (API, logcli), Wazuh alerts
  tables          Snowflake, BigQuery: a column per field, or the event in one (JSON, CSV)
  others          Panther, Grove, Matano, Datadog archives, InsightIDR, Sumo Logic, Graylog
  by hand         HTTP Archives (HAR) with /api/v1/logs, coloured jq output, printed Python dicts
  OCSF            with raw_data: the event itself. Otherwise only if metadata.event_code is
                  Okta's event type: reconstructed, without targets, device, client zone,
                  browser and outcome.reason; without unmapped also without session root, proxy
                  flag, address chain, transaction and most debug data. Rules that need lost
                  fields, most of the bundled ones, cannot be evaluated
  any product     a whole event under any key, as an object; as text (also in Base64) where no
                  sender of a request can have written it
  packing         gzip, Zstandard, zip, tar
  text            UTF-8 and UTF-16; others with --encoding shift_jis, euc-jp, windows-1252 ...

A growing file is read up to its initial size. Bytes of a file name that are not UTF-8 may be
given in the form in which they are printed: \\xff.
Recognised but not supported: OCSF without raw_data and event_code, Google SecOps UDM, tables of Kibana's
Discover without event.original, logs of Okta Workflows, Parquet, encrypted archives.
Unreadable records are counted and reported with their place, and the scan counts as not
complete.
`,
  deliveries: `Receivers of findings and cases: --deliver KIND=URL of scan, watch and deliver, repeatable.

  webhook=https://...          a post in the form of Standard Webhooks: {type, timestamp, data}; signed if
                             OKTAHUNT_WEBHOOK_SECRET has keys (whsec_..., several with spaces between them)
  slack=env:NAME             Slack, by the address of an incoming webhook
  teams=env:NAME             Microsoft Teams, by the address of a webhook of the Workflows app
  hec=https://host:8088      Splunk's HTTP Event Collector; its token is in OKTAHUNT_HEC_TOKEN
  syslog=syslog+tls://host   RFC 5424 over TLS (RFC 5425, port 6514), the message in JSON
  syslog-cef=syslog+tls://host
                             the same with findings as CEF; cases have no line in it

Any address may be in an environment variable (env:NAME) or a file (file:PATH); those of Slack and Teams
must be, since they are secrets. The configuration file of the user, never that of a project, may have
more of a receiver:

  deliver:
    - {to: 'slack=env:SLACK_URL', minSeverity: high, what: cases}
    - {to: 'hec=https://splunk.example:8088', secretFile: /etc/oktahunt/hec-token}

At least once: what is repeated has the id it had before (webhook-id, PROCID of syslog, the field
oktahunt_message in Splunk). In order for each receiver; one that is slow or gone delays no other.
Failures are retried with longer and longer pauses, at most a minute, or as Retry-After asks. A message
becomes a dead letter if the receiver refuses it (400, 413, 422), after a day, or after ten failures of
the receiver itself (500); 410 Gone ends deliveries until a restart. What the receiver's settings
are to blame for (401, 403, 404) is retried, so that nothing is lost while somebody sets them right.

watch keeps what is not delivered yet in the folder outbox of its store, and resumes there after a
restart; dead letters are in dead-letters.ndjson. scan and deliver wait for two minutes, then keep the rest in
--dead-letters and end with 3. oktahunt deliver FILE sends dead letters again.
`,
  environment: `Environment variables:

  OKTA_CLIENT_ORGURL       URL of the org; also OKTAHUNT_ORG, OKTA_ORG_DOMAIN
  OKTA_CLIENT_TOKEN        API token; also OKTAHUNT_TOKEN
  OKTA_CLIENT_CLIENTID, OKTA_CLIENT_PRIVATEKEY, OKTA_CLIENT_KEYID, OKTA_CLIENT_SCOPES
                           a service app with a private key (JWK or PEM)
  OKTAHUNT_ACCESS_TOKEN    an OAuth access token obtained elsewhere
  OKTAHUNT_WEBHOOK_SECRET, OKTAHUNT_HEC_TOKEN
                           secrets of receivers ('oktahunt help deliveries')
  HTTPS_PROXY, NO_PROXY    a proxy, http://user:password@host:port, and the hosts to reach
                           without it; also ALL_PROXY, HTTP_PROXY
  NODE_EXTRA_CA_CERTS      a file with additional CA certificates to trust
  SOURCE_DATE_EPOCH        the time of detection in reports, in seconds, so that they can be compared
  OKTAHUNT_ALLOW_LOOPBACK=1  accept http://127.0.0.1, for a fake org
  More: oktahunt config show, oktahunt init --out -

  FORCE_COLOR      colour always; 0 or false: never
  NO_COLOR         no colour, if not empty
  CLICOLOR_FORCE   colour always, unless 0
  CLICOLOR         0: no colour
  TERM             dumb: no colour, no line that is redrawn, no pager
  CI               no line that is redrawn, no pager, reports in English
  LC_ALL, LC_CTYPE, LANG      plain ASCII if they name a locale without UTF-8
  LC_ALL, LC_MESSAGES, LANG   the language of reports for people: ja for Japanese
  OKTAHUNT_PAGER, PAGER       the pager for --details in a terminal (default: less -FRX); cat or
                              nothing for none

--color and --lang take precedence over all of them; those on colour apply in this order.
`,
} as const satisfies Record<string, string>;

/** The topics, with those whose tables are loaded only on request. */
const topicNames = [
  ...(Object.keys(topics) as (keyof typeof topics)[]),
  'formats',
  'lint',
] as const;
type Topic = (typeof topicNames)[number];

async function textOf(topic: Topic): Promise<string> {
  if (topic === 'formats') return formatsText();
  if (topic !== 'lint') return topics[topic];
  const { describeCodes } = await import('../lint/lint-codes.ts');
  return `The remarks of 'oktahunt rules check':\n\n${describeCodes()}`;
}

async function formatsText(): Promise<string> {
  const { reporters } = await import('../report/finding/reporters.ts');
  const rows = Object.entries(reporters).map(([name, { describe }]) => {
    return `  ${name.padEnd(11)} ${describe}\n`;
  });
  return `Formats for --format and -o FORMAT=PATH, which can be repeated:

${rows.join('')}
Only the report goes to standard output; everything else goes to standard error. Saved json and ndjson
can be read back: oktahunt convert findings.json -o sarif=okta.sarif, oktahunt show ID findings.json,
oktahunt timeline findings.json LOG --case ID.
--raw-events puts the whole events into findings. Links into the Admin Console lead to the configured
org (--org, OKTA_CLIENT_ORGURL). With SOURCE_DATE_EPOCH the same log gives the same report.
JSON Schemas: oktahunt schema finding, case, run and report; oktahunt schema sentinel is its table.
Of timeline and show: oktahunt schema timeline, step and shown.
`;
}

/** Adds `help COMMAND` and `help TOPIC`. */
export function addHelp(program: Command, context: CommandContext): void {
  program
    .helpCommand(false)
    .command('help')
    .summary('help about a command or a topic')
    .description(`Shows help about a command or a topic: ${topicNames.join(', ')}.`)
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
