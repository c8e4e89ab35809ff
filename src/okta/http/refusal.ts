import { objectIn } from '../../event/json.ts';
import { type Message, tell } from '../../language/message.ts';
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
      advice: 'okta.checkProxy',
    } as const);
  const words = oktaWords(answer.text, redact);
  const answered = { host, status: String(answer.status) };
  const told =
    words === undefined
      ? tell('okta.logAnswered', answered)
      : tell('okta.logAnsweredWords', { ...answered, words });
  return new OktaError(row.trouble, told, tell(row.advice), answer.status);
}

type Advice =
  | 'okta.checkProxy'
  | 'okta.newToken'
  | 'okta.noRights'
  | 'okta.noLog'
  | 'okta.checkSince'
  | 'okta.giveScope'
  | 'okta.proxyLogin';

interface Row {
  readonly trouble: Trouble;
  readonly advice: Advice;
}

/** By Okta's error code, the only part meant for programs. */
const byCode: ReadonlyMap<string, Row> = new Map([
  ['E0000004', { trouble: 'refused', advice: 'okta.newToken' }],
  ['E0000011', { trouble: 'refused', advice: 'okta.newToken' }],
  ['E0000006', { trouble: 'refused', advice: 'okta.noRights' }],
  ['E0000022', { trouble: 'setup', advice: 'okta.noLog' }],
]);

const byStatus: Readonly<Record<number, Row>> = {
  400: {
    trouble: 'protocol',
    advice: 'okta.checkSince',
  },
  401: { trouble: 'refused', advice: 'okta.newToken' },
  403: {
    trouble: 'refused',
    advice: 'okta.giveScope',
  },
  404: { trouble: 'setup', advice: 'okta.noLog' },
  407: { trouble: 'unreachable', advice: 'okta.proxyLogin' },
};

/** Okta's own message in the body of an error, as `words (E0000009, error id …)`; undefined if it has none. */
export function oktaWords(text: string, redact: Redact): Message | undefined {
  const body = oktaError(text, redact);
  if (!body) return undefined;
  const { summary, code, id } = body;
  return id === ''
    ? tell('okta.words', { summary, code })
    : tell('okta.wordsWithId', { summary, code, id });
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
