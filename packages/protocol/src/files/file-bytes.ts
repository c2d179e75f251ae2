import { type Charset, encodeText, withReferences } from '../charset.ts';

/** How a money file is encoded (14 §2). */
export interface FileForm {
  readonly charset: Charset;
  readonly lineEnd: 'LF' | 'CRLF';
}

/** UTF-8 without byte order mark, LF. */
export const standardForm: FileForm = { charset: 'UTF-8', lineEnd: 'LF' };

/**
 * The bytes of some lines, each with its line end; a file may be encoded in any number of parts. A
 * character outside GBK or GB2312 becomes a numeric reference such as `&#22039;`, never `?`: names
 * and remarks are unsigned, so the reader can recover it.
 */
export function fileBytes(lines: readonly string[], { charset, lineEnd }: FileForm): Buffer {
  if (lines.length === 0) return Buffer.alloc(0);
  const end = lineEnd === 'LF' ? '\n' : '\r\n';
  return encodeText(withReferences(lines.join(end) + end, charset), charset);
}
