/** What a terminal can do that a pipe cannot: colours, and a line that is written over. */
import type { Writable } from 'node:stream';

/** The colours of a terminal, or none. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly error: (text: string) => string;
}

export const paintFor = (colours: boolean): Paint => {
  const with_ = (code: number) => (text: string) =>
    colours ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { bold: with_(1), dim: with_(2), good: with_(32), warn: with_(33), error: with_(31) };
};

/** Brings the cursor back and removes what the line holds, for another line to be written there. */
export const clearLine = '\r\u001b[2K';

type Environment = Readonly<Record<string, string | undefined>>;

/** The columns of a terminal; undefined elsewhere. */
export function terminalColumns(stream: Writable): number | undefined {
  const columns: unknown = 'columns' in stream ? stream.columns : undefined;
  return typeof columns === 'number' && columns > 0 ? columns : undefined;
}

/** The columns for prose: the terminal's, between 60 and 120; 80 elsewhere. */
export function columnsOf(stream: Writable): number {
  return Math.min(120, Math.max(60, terminalColumns(stream) ?? 80));
}

/** Whether a stream is a terminal on which a line can be written over. */
export const movesCursor = (stream: Writable, environment: Environment): boolean =>
  terminalKind(stream, environment) !== undefined && environment['TERM'] !== 'dumb';

/** Whether a stream is a terminal, and one that may have colours (no-color.org). */
export function terminalKind(
  stream: Writable,
  environment: Environment,
): 'plain' | 'colours' | undefined {
  if ((stream as { readonly isTTY?: boolean }).isTTY !== true) return undefined;
  return environment['NO_COLOR'] || environment['TERM'] === 'dumb' ? 'plain' : 'colours';
}
