/** A log line as a person reads it on a terminal. */
import { paintFor } from '@sampan/cli';

/** `14:02:11 warn  gateway  sign does not match (MD5, UTF-8)  code=ILLEGAL_SIGN partner=2088…` */
export function terminalLine(json: string, colours: boolean): string {
  const { time, level, subject, message, pid: _, ...fields } = JSON.parse(json);
  const paint = paintFor(colours);
  const at = new Date(time).toTimeString().slice(0, 8);
  const mark = level === 'error' ? paint.error : level === 'warn' ? paint.warn : paint.dim;
  const named = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const head = `${paint.dim(at)} ${mark(level.padEnd(5))} ${subject.padEnd(9)} ${printable(message)}`;
  return named.length === 0 ? `${head}\n` : `${head}  ${paint.dim(printable(named.join(' ')))}\n`;
}

/** Removes control characters, so that request data cannot move the cursor or add lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
