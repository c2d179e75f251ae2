import { type RawRequest, readRequest } from '@sampan/protocol';
import { isMultipart, splitMultipart } from '@sampan/protocol/multipart';

/** The parts of a multipart body; other forms are split by the parser. */
export const partsOf = ({ method, contentType = '', body }: RawRequest) =>
  method === 'POST' && body && body.length > 0 && isMultipart(contentType)
    ? splitMultipart(body, contentType)
    : undefined;

/** The partner that a request names, read as the gateway reads it; nothing is verified. */
export async function partnerNamedIn(raw: RawRequest): Promise<string | undefined> {
  const parts = partsOf(raw);
  const read = readRequest(raw, parts && (await parts));
  return read.ok ? read.value.parameters.get('partner') : undefined;
}
