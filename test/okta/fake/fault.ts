import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Dice } from './dice.ts';

/** A response that the fake is about to give. */
export interface Draft {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** Something that goes wrong with one response. The names are those of the fault matrix. */
export interface Fault {
  readonly name: string;
  readonly apply: (draft: Draft, response: ServerResponse, dice: Dice, foreign: string) => void;
}

/** Sends a draft as it is. */
export function give({ status, headers, body }: Draft, response: ServerResponse): void {
  response.writeHead(status, headers as Record<string, string | string[]>);
  response.end(body);
}

function error(status: number, code: string, headers: Draft['headers'] = {}): Fault['apply'] {
  return (draft, response) => {
    const { date } = draft.headers as { date: string };
    const body = JSON.stringify({
      errorCode: code,
      errorSummary: 'Something is wrong. \u001b[2J',
      errorLink: code,
      errorId: 'oaeFAKE',
      errorCauses: [],
    });
    give(
      { status, headers: { 'content-type': 'application/json', date, ...headers }, body },
      response,
    );
  };
}

function body(text: string, type = 'application/json'): Fault['apply'] {
  return (draft, response) =>
    give({ ...draft, headers: { ...draft.headers, 'content-type': type }, body: text }, response);
}

/** Faults after which a correct client goes on and loses nothing. */
export const passing: readonly Fault[] = [
  { name: 'F01 429 with all headers', apply: rateLimited((now) => String(now + 20)) },
  { name: 'F02 429 without headers', apply: error(429, 'E0000047') },
  { name: 'F02 429 with Retry-After', apply: error(429, 'E0000047', { 'retry-after': '3' }) },
  {
    name: 'F03 concurrency limit',
    apply: rateLimited(() => '4102444800', '0'),
  },
  ...['-1', 'soon', '1e3', '4102444800', '1700000000000', '', 'NaN'].map((reset) => ({
    name: `F04 reset ${reset || 'empty'}`,
    apply: rateLimited(() => reset),
  })),
  { name: 'F07 500', apply: error(500, 'E0000009') },
  { name: 'F07 502', apply: body502() },
  { name: 'F07 503', apply: error(503, 'E0000010') },
  { name: 'F07 504', apply: error(504, 'E0000009') },
  { name: 'F08 no headers', apply: () => {} },
  {
    name: 'F08 body stalls',
    apply: (draft, response) => {
      response.writeHead(200, {
        ...draft.headers,
        'content-length': draft.body.length + 10,
      } as never);
      response.write(draft.body.slice(0, draft.body.length / 2));
    },
  },
  { name: 'F09 reset before headers', apply: (_, response) => void response.socket?.destroy() },
  {
    name: 'F09 cut with a length',
    apply: (draft, response, dice) => {
      response.writeHead(200, {
        ...draft.headers,
        'content-length': Buffer.byteLength(draft.body),
      } as never);
      response.write(draft.body.slice(0, dice.below(draft.body.length)), () =>
        response.socket?.destroy(),
      );
    },
  },
  {
    name: 'F09 cut chunks',
    apply: (draft, response, dice) => {
      response.writeHead(200, draft.headers as never);
      response.write(draft.body.slice(0, 1 + dice.below(draft.body.length)), () =>
        response.socket?.destroy(),
      );
    },
  },
  {
    name: 'F10 cut but clean',
    apply: (draft, response, dice) => {
      give({ ...draft, body: draft.body.slice(0, dice.below(draft.body.length)) }, response);
    },
  },
  {
    name: 'F10 gzip cut with its length',
    apply: (draft, response, dice) => {
      const bytes = gzipSync(draft.body);
      response.writeHead(200, { ...draft.headers, 'content-encoding': 'gzip' } as never);
      response.end(bytes.subarray(0, dice.below(bytes.length)));
    },
  },
  ...['null', '{}', '""', '0', '[null]', '[1]', '{"errorCode":"E0000009"}'].map((text) => ({
    name: `F11 ${text}`,
    apply: body(text),
  })),
  { name: 'F11 empty body', apply: body('') },
  ...[203, 204, 205, 206, 304, 408, 425].map((status) => ({
    name: `F11 status ${status}`,
    apply: statusOf(status),
  })),
  {
    name: 'F26 early hints before the page',
    apply: (draft, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
      give(draft, response);
    },
  },
  {
    name: 'F26 another protocol',
    apply: (_, response) =>
      void response.writeHead(101, { connection: 'upgrade', upgrade: 'other' }).end(),
  },
  ...[429, 500, 503].flatMap((status) => [
    { name: `F25 ${status}, a hundred encodings`, apply: encoded(status, Array(100).fill('gzip')) },
    { name: `F09 ${status}, a body that is no gzip`, apply: encoded(status, ['gzip']) },
    { name: `F09 ${status}, a body that stops`, apply: cutAt(status) },
  ]),
  { name: 'F09 a body that is no gzip', apply: encoded(200, ['gzip']) },
  { name: 'F09 an encoding that nobody knows', apply: encoded(200, ['gzip', 'sdch']) },
  { name: 'F12 login page', apply: body('<html>\u001b[2J sign in</html>', 'text/html') },
  {
    name: 'gzip',
    apply: (draft, response) => {
      response.writeHead(200, { ...draft.headers, 'content-encoding': 'gzip' } as never);
      response.end(gzipSync(draft.body));
    },
  },
];

/** Faults after which a correct client stops, keeps what it has, and sends the token nowhere. */
export const ending: readonly Fault[] = [
  ...[301, 302, 303, 307, 308].map((status) => ({
    name: `F23 ${status}`,
    apply: ((draft, response, _dice, foreign) =>
      give(
        { status, headers: { ...draft.headers, location: `${foreign}/api/v1/logs` }, body: '' },
        response,
      )) as Fault['apply'],
  })),
  {
    name: 'F24 next link to another origin',
    apply: (draft, response, _dice, foreign) =>
      give(
        {
          ...draft,
          headers: { ...draft.headers, link: `<${foreign}/api/v1/logs?after=x>; rel="next"` },
        },
        response,
      ),
  },
  { name: 'F25 a hundred encodings', apply: encoded(200, Array(100).fill('gzip')) },
  { name: 'F21 401 with a hundred encodings', apply: encoded(401, Array(100).fill('gzip')) },
  { name: 'F21 401', apply: error(401, 'E0000011') },
  { name: 'F22 403', apply: error(403, 'E0000006') },
];

function statusOf(status: number): Fault['apply'] {
  return (draft, response) => {
    const hasBody = ![204, 205, 304].includes(status);
    give({ ...draft, status, body: hasBody ? draft.body : '' }, response);
  };
}

/** A body that was not encoded as its headers say, in parts. */
function encoded(status: number, encodings: readonly string[]): Fault['apply'] {
  return ({ headers, body }, response) => {
    const encoding = { 'content-encoding': encodings.join(', ') };
    response.writeHead(status, { ...headers, ...encoding } as never);
    response.write(body.slice(0, 10));
    setTimeout(() => response.end(body.slice(10)), 5);
  };
}

function cutAt(status: number): Fault['apply'] {
  return ({ headers }, response) => {
    response.writeHead(status, headers as never);
    response.write('{"errorCode":', () => response.socket?.destroy());
  };
}

function rateLimited(reset: (nowSeconds: number) => string, limit = '120'): Fault['apply'] {
  return (draft, response) => {
    const now = Math.floor(Date.parse(draft.headers['date'] as string) / 1000);
    error(429, 'E0000047', {
      'x-rate-limit-limit': limit,
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': reset(now),
    })(draft, response, undefined as never, '');
  };
}

function body502(): Fault['apply'] {
  return (draft, response) =>
    give(
      {
        status: 502,
        headers: { ...draft.headers, 'content-type': 'text/html' },
        body: '<h1>bad</h1>',
      },
      response,
    );
}
