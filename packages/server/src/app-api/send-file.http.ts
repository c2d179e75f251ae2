import { Readable } from 'node:stream';
import type { PartnerId } from '@sampan/primitives';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenFile, Shelf } from '#statement';
import { unknown } from './problem.ts';

/** As much is read from the disk at once. */
const blockSize = 256 * 1_024;

interface Sending {
  readonly shelf: Pick<Shelf, 'find' | 'open'>;
  readonly onError: (error: unknown) => void;
}

/** Sends a file of the partner with its length and its checksum, or refuses: there is none of that name. */
export async function sendFile(
  { method }: Pick<FastifyRequest, 'method'>,
  reply: FastifyReply,
  { partnerId, name }: { readonly partnerId: PartnerId; readonly name: string },
  { shelf, onError }: Sending,
): Promise<FastifyReply> {
  const [known] = await shelf.find({ partnerId, name });
  const opened = known && (await shelf.open(partnerId, name));
  if (!opened) throw unknown('file', name);
  reply.headers({
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${known.name}"`,
    'content-length': opened.size,
    'repr-digest': `sha-256=:${Buffer.from(known.sha256, 'hex').toString('base64')}:`,
  });
  if (method === 'HEAD') {
    await opened.close();
    return reply.send();
  }
  const stream = Readable.from(blocksOf(opened), { objectMode: false });
  // Also if no byte has been read.
  stream.once('close', () => void opened.close().catch(onError));
  return reply.send(stream);
}

async function* blocksOf(file: OpenFile): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < file.size; offset += blockSize) {
    yield await file.read(offset, blockSize);
  }
}
