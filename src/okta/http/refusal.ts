import { objectIn } from '../../event/json.ts';
import { OktaError, type Trouble } from './okta-error.ts';
import type { Org } from './org.ts';
import type { Answer } from './transport.ts';

/** Removes credentials from a text. */
export type Redact = (text: string) => string;

/** An answer to a GET of the log that a retry would not change, as an error with advice. */
export function refusalOf(answer: Answer, { host }: Org, redact: Redact): OktaError {
  const body = oktaError(answer.text, redact);
  const row =
    (body && byCode.get(body.code)) ??
    byStatus[answer.status] ??
    ({
      trouble: 'protocol',
      advice: 'check that the URL is the org’s, and that no proxy answers instead',
    } as const);
  const message = `${host} answered ${answer.status} to GET /api/v1/logs${oktaWords(answer.text, redact)}`;
  return new OktaError(row.trouble, message, row.advice, answer.status);
}

interface Row {
  readonly trouble: Trouble;
  readonly advice: string;
}

const newToken = 'the token is wrong, expired or revoked; replace it, then run the same command';

const noRights =
  'the credential is valid but may not read the System Log: it needs an admin role that can view it (for example Read-only Administrator), and an OAuth token also needs the scope okta.logs.read';
const noLog = 'this host has no System Log; check the URL of the org';

/** By Okta's error code, the only part meant for programs. */
const byCode: ReadonlyMap<string, Row> = new Map([
  ['E0000004', { trouble: 'refused', advice: newToken }],
  ['E0000011', { trouble: 'refused', advice: newToken }],
  ['E0000006', { trouble: 'refused', advice: noRights }],
  ['E0000022', { trouble: 'setup', advice: noLog }],
]);

const byStatus: Readonly<Record<number, Row>> = {
  400: {
    trouble: 'protocol',
    advice:
      'check --since and the clock of this machine: Okta keeps 90 days, and refuses queries for more than 180',
  },
  401: { trouble: 'refused', advice: newToken },
  403: {
    trouble: 'refused',
    advice:
      'give the credential the scope okta.logs.read and an admin role that can view the System Log',
  },
  404: { trouble: 'setup', advice: noLog },
  407: { trouble: 'unreachable', advice: 'the proxy requires a login' },
};

/** Okta's own message in the body of an error, as `: words (E0000009, error id …)`, or an empty text. */
export function oktaWords(text: string, redact: Redact): string {
  const body = oktaError(text, redact);
  return body ? `: ${body.summary} (${body.code}${body.id && `, error id ${body.id}`})` : '';
}

function oktaError(text: string, redact: Redact) {
  const { errorCode, errorSummary, errorId } = objectIn(text) ?? {};
  if (typeof errorCode !== 'string') return undefined;
  // Redacted before it is cut: half of a token would not be recognised.
  return {
    code: redact(errorCode).slice(0, 20),
    summary: redact(String(errorSummary)).slice(0, 300),
    id: typeof errorId === 'string' ? redact(errorId).slice(0, 60) : '',
  };
}
