declare const encoded: unique symbol;

/** One message of RFC 5424: only {@link syslogMessage} makes it. */
export type SyslogText = string & { readonly [encoded]: true };

/** What a syslog message is made of. */
export interface SyslogParts {
  /** From 0 to 23 (RFC 5424, table 1). */
  readonly facility: number;
  /** From 0, emergency, to 7, debug. */
  readonly severity: number;
  /** ISO 8601 UTC, with at most six digits of a second. */
  readonly time: string;
  readonly host: string | null;
  readonly app: string;
  /** What belongs together; the same for a repetition. */
  readonly process: string;
  /** The type of the message. */
  readonly type: string;
  /** Structured data: elements by id, with their parameters. */
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly text: string;
}

/**
 * A message of RFC 5424, without a frame. Header fields have no sign but printable ASCII and are cut to their length; values of
 * structured data escape `"`, `\` and `]`; the text is UTF-8 after its mark, and has no line end, so that receivers
 * which cut at lines get it whole as well.
 */
export function syslogMessage(parts: SyslogParts): SyslogText {
  const { facility, severity, time, host, app, process, type, data, text } = parts;
  const header = [field(host, 255), field(app, 48), field(process, 128), field(type, 32)];
  const elements = Object.entries(data).map(([id, params]) => {
    const pairs = Object.entries(params).map(
      ([name, value]) => ` ${sdName(name)}="${value.replace(/["\\\]]/g, '\\$&')}"`,
    );
    return `[${sdName(id)}${pairs.join('')}]`;
  });
  const priority = facility * 8 + severity;
  const head = `<${priority}>1 ${time} ${header.join(' ')} ${elements.join('') || '-'}`;
  return `${head} \ufeff${text.replace(/[\r\n]+/g, ' ')}` as SyslogText;
}

/** A frame of RFC 6587 and RFC 5425: the number of bytes, a space, the message. */
export function octetCounted(message: SyslogText): Buffer {
  const bytes = Buffer.from(message);
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
}

function field(text: string | null, most: number): string {
  return (text ?? '').replace(/[^!-~]/g, '').slice(0, most) || '-';
}

/** A name of structured data: printable ASCII without `=`, space, `]` and `"`, at most 32 characters. */
function sdName(text: string): string {
  return text.replace(/[^!-~]|[=\]"]/g, '').slice(0, 32);
}
