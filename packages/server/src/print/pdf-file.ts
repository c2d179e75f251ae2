import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/**
 * Writes a PDF file, object by object. It contains no time or author, so the same contents give the
 * same bytes.
 */
export class PdfFile {
  readonly #objects: Buffer[] = [];

  /** Adds an object and returns its reference. */
  add(body: string): string {
    this.#objects.push(Buffer.from(body, 'latin1'));
    return `${this.#objects.length} 0 R`;
  }

  /** Reference of the object that will be added after `others` more. */
  next(others = 0): string {
    return `${this.#objects.length + 1 + others} 0 R`;
  }

  /** Adds a compressed stream. */
  addStream(data: string): string {
    const packed = deflateSync(Buffer.from(data, 'latin1'), { level: 9 });
    this.#objects.push(
      Buffer.concat([
        Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
        packed,
        Buffer.from('\nendstream'),
      ]),
    );
    return `${this.#objects.length} 0 R`;
  }

  /** The file: objects, cross-reference table, and trailer. */
  finish({ root, info }: { readonly root: string; readonly info: string }): Buffer {
    const parts = [Buffer.from('%PDF-1.5\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
    const starts: number[] = [];
    let length = parts[0]?.length ?? 0;
    this.#objects.forEach((object, index) => {
      const part = Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        object,
        Buffer.from('\nendobj\n'),
      ]);
      starts.push(length);
      length += part.length;
      parts.push(part);
    });
    const digest = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32);
    const size = starts.length + 1;
    const lines = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`);
    parts.push(
      Buffer.from(
        `xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}` +
          `trailer\n<< /Size ${size} /Root ${root} /Info ${info} /ID [<${digest}> <${digest}>] >>\n` +
          `startxref\n${length}\n%%EOF\n`,
      ),
    );
    return Buffer.concat(parts);
  }
}

/** A text outside a page, such as a title: UTF-16 in hexadecimal, which needs no escaping. */
export const pdfText = (text: string): string => `<feff${utf16Hex(text)}>`;

export const utf16Hex = (text: string): string =>
  Buffer.from(text, 'utf16le').swap16().toString('hex');
