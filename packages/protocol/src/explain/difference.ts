/** Where two signed strings begin to differ, in bytes. */
export interface Difference {
  /** The first differing byte, from 0. */
  readonly offset: number;
  /** What stands there in the string that the documents ask for, and in the signed one. */
  readonly server: string;
  readonly yours: string;
}

const excerptLength = 24;

export function firstDifference(
  server: { readonly text: string; readonly bytes: Buffer },
  yours: { readonly text: string; readonly bytes: Buffer },
): Difference | undefined {
  const length = Math.min(server.bytes.length, yours.bytes.length);
  let offset = 0;
  while (offset < length && server.bytes[offset] === yours.bytes[offset]) offset += 1;
  if (offset === server.bytes.length && offset === yours.bytes.length) return undefined;
  if (server.text === yours.text) {
    // The same characters in another charset: only the bytes show it.
    const hex = (bytes: Buffer) =>
      bytes
        .subarray(offset, offset + 8)
        .toString('hex')
        .toUpperCase();
    const spaced = (text: string) => (text.match(/../g) ?? []).join(' ');
    return { offset, server: spaced(hex(server.bytes)), yours: spaced(hex(yours.bytes)) };
  }
  const at = firstOf(server.text, yours.text);
  return { offset, server: excerpt(server.text, at), yours: excerpt(yours.text, at) };
}

function firstOf(left: string, right: string): number {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index += 1;
  return index;
}

/** A line end and a blank at the end can be seen. */
function excerpt(text: string, at: number): string {
  const rest = text.slice(at, at + excerptLength);
  if (rest === '') return '(end)';
  return text.length > at + excerptLength ? `${rest}…` : rest;
}
