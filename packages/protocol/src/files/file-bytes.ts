import { type Charset, encodeText, withReferences } from '../charset.ts';

/** How the bytes of a money file are made (14 §2). */
export interface FileForm {
  readonly charset: Charset;
  readonly lineEnd: 'LF' | 'CRLF';
}

/** UTF-8 without byte order mark, LF. */
export const standardForm: FileForm = { charset: 'UTF-8', lineEnd: 'LF' };

/**
 * The bytes of some lines, each with its line end: a file may be encoded in as many parts as one
 * likes. A character that GBK or GB2312 cannot hold becomes a numeric reference such as `&#22039;`,
 * never `?`: it stands in a name or a remark, which nobody signs, and so it can still be found out.
 */
export function fileBytes(lines: readonly string[], { charset, lineEnd }: FileForm): Buffer {
  if (lines.length === 0) return Buffer.alloc(0);
  const end = lineEnd === 'LF' ? '\n' : '\r\n';
  return encodeText(withReferences(lines.join(end) + end, charset), charset);
}
