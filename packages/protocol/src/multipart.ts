import { Busboy } from '@fastify/busboy';
import { ok, problem, type Result } from '@sampan/primitives';
import type { RawParameter, RawText } from './form.ts';

/** More parts, or longer names, than any service has. */
const partsMax = 256;
const nameMax = 256;

/** Whether the content type is `multipart/form-data`. */
export const isMultipart = (contentType: string | undefined): boolean =>
  /^\s*multipart\/form-data\s*(?:;|$)/i.test(contentType ?? '');

/**
 * Splits a `multipart/form-data` body into parameters, as PHP's cURL sends an array. Values stay
 * bytes: one of the parameters declares the charset, and a part's own declaration is ignored. The
 * problem text is for the operator.
 */
export function splitMultipart(
  body: Buffer,
  contentType: string,
): Promise<Result<readonly RawParameter[], string>> {
  return new Promise((resolve) => {
    const refuse = (reason: string): void => resolve(problem(`multipart: ${reason}`));
    const parts: { readonly name: string; readonly chunks: Buffer[] }[] = [];
    const parser = parserOf(contentType);
    if (!parser) return refuse('no boundary');
    parser.on('file', (name: string | undefined, stream, fileName: string | undefined) => {
      const part = { name: name ?? '', chunks: [] as Buffer[] };
      parts.push(part);
      if (fileName !== undefined) refuse('a part with a file name');
      if (part.name === '' || part.name.includes('\ufffd')) refuse('a part without a name');
      if (part.name.length > nameMax) refuse(`a name of more than ${nameMax} characters`);
      stream.on('data', (chunk: Buffer) => part.chunks.push(chunk));
      stream.on('error', () => refuse('broken off'));
    });
    parser.on('partsLimit', () => refuse(`more than ${partsMax} parts`));
    parser.on('error', () => refuse('broken off, or without its boundary'));
    parser.on('finish', () =>
      resolve(ok(parts.map(({ name, chunks }) => [rawOf(Buffer.from(name)), rawOf(...chunks)]))),
    );
    parser.end(body);
  });
}

/** Every part is parsed as a file, so that its bytes are not decoded. */
function parserOf(contentType: string) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType.trim() },
      isPartAFile: () => true,
      limits: { parts: partsMax },
    });
  } catch {
    return undefined;
  }
}

function rawOf(...chunks: readonly Buffer[]): RawText {
  const bytes = Buffer.concat(chunks);
  return bytes.every((byte) => byte < 0x80) ? bytes.toString('latin1') : bytes;
}
