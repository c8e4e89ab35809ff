import { createCsvReader, isCsv } from './csv/csv-reader.ts';
import { createColoredReader, isColored } from './json/colored-json.ts';
import { createScanner } from './json/json-scanner.ts';
import type { Limits } from './limits.ts';
import type { Decoder } from './parsed-item.ts';
import { createPythonReader, isPython } from './python/python-reader.ts';

/** A format of logs, recognised by how the text begins. */
export interface RecordFormat {
  readonly matches: (head: Buffer) => boolean;
  readonly open: (limits: Limits) => Decoder;
}

/** White space and the NUL bytes of a crash may come first. */
const jsonStart = /^(?:\xef\xbb\xbf)?[\s\0]*(?:[{[]|$)/;

/** A line that ends in an object, as CloudWatch and syslog have it, or that is JSON within JSON. */
const prefixed = /^(?:\xef\xbb\xbf)?(?:[^\n{"]{0,512}\{\s{0,8}"|"\s{0,8}[{[])/;

/** What some event further on would have, after a line or two of something else. */
const eventType = /\\?"event_?type\\?"\s{0,8}:/i;

/** JSON records in every arrangement; also what takes text of no known format, record by record. */
export const json: RecordFormat = {
  matches: (head) => {
    const text = head.toString('latin1');
    return jsonStart.test(text) || prefixed.test(text) || eventType.test(text);
  },
  open: createScanner,
};

/** JSON from the first character on, so that a bracket is never taken for the name of a column. */
const bare: RecordFormat = { ...json, matches: (head) => jsonStart.test(head.toString('latin1')) };

/** Rows of known columns. */
const csv: RecordFormat = { matches: isCsv, open: createCsvReader };

/** What Python prints of dictionaries, which is no JSON. */
const python: RecordFormat = { matches: isPython, open: createPythonReader };

/** JSON in the colours of a terminal. */
const colored: RecordFormat = { matches: isColored, open: createColoredReader };

/** The formats that can be read. The first that matches counts. */
export const formats: readonly RecordFormat[] = [python, colored, bare, csv, json];
