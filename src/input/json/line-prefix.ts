import { isWrittenKey } from '../envelope/sender-keys.ts';
import { byte } from './byte.ts';

/** A time, and the labels of a stream, as Loki's client writes them before a line. */
const lokiLine =
  /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d)\s+\{(?:\w+="[^"{}\\]*"(?:, ?)?)*\}\s+(?=\{)/;

/** The name of a field, right before its value. */
const lastName = /([\w.-]{1,64})\s{0,8}[=:]\s{0,8}$/;

/** What Kafka's console consumer writes before a message, and Fluentd before a record: time and tag. */
const kafkaFields =
  /^(?:(?:(?:CreateTime|LogAppendTime|Partition|Offset):\d+|NO_TIMESTAMP)\t|null\t$)/;
const fluentdFields =
  /^(?:\d{4}-\d\d-\d\d[T ][\d:.]{5,20} ?(?:Z|[+-]\d\d:?\d\d)|\d{9,13}(?:\.\d+)?)\t[a-z][\w.*-]{0,127}\t$/;

/**
 * Index at which the object begins that a line ends with, behind a time, the header of syslog and the like; -1
 * where such a beginning would say that the object is a field of something else, or a piece of a torn record.
 */
export function findObject(head: Buffer): number {
  const text = head.toString('latin1');
  const labelled = lokiLine.exec(text);
  if (labelled) return labelled[0].length;
  const open = head.indexOf(byte.openObject);
  return open >= 0 && isPrefix(text.slice(0, open)) ? open : -1;
}

function isPrefix(text: string): boolean {
  if (!/^[\t -!#-~]*$/.test(text) || /\b(?:CEF|LEEF):/.test(text)) return false;
  if (text.includes('\t')) return kafkaFields.test(text) || fluentdFields.test(text);
  const [, name] = lastName.exec(text) ?? [];
  return name === undefined || !isWrittenKey(name);
}
