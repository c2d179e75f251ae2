/** Bytes as the API gives them, in base64, for people. */

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export const sizeOf = (base64: string | undefined): number =>
  base64 === undefined ? 0 : atob(base64).length;

/** As UTF-8 where that is what they are; a byte that is not shows as `\xE9`. */
export function latinText(base64: string): string {
  const bytes = bytesOf(base64);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return [...bytes]
      .map((byte) =>
        byte < 128 ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase()}`,
      )
      .join('');
  }
}

const perLine = 16;

/** `0000  73 65 72 …  ser…` */
export function hexOf(base64: string): string {
  const bytes = bytesOf(base64);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const row = [...bytes.subarray(at, at + perLine)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
    const text = row.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·'));
    lines.push(
      `${at.toString(16).padStart(4, '0')}  ${hex.padEnd(3 * perLine - 1)}  ${text.join('')}`,
    );
  }
  return lines.join('\n');
}
