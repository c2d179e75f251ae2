import type { IncomingMessage } from 'node:http';

/**
 * A notification as it arrived: the bytes of the body, or the request of node:http, Express or the
 * web standard, whose body has not been read. A parsed body is not enough: the signature covers the
 * values before a framework decodes them.
 */
export type NotificationSource = Uint8Array | IncomingMessage | Request;

export interface RawBody {
  readonly bytes: Buffer;
  readonly contentType: string | undefined;
}

/** A notification has less than 8 KiB; a gateway sends nothing longer. */
const bytesMax = 65_536;

/** Why there is no body to read. */
export type BodyProblem = 'body-already-read' | 'too-long' | 'broken-off';

/** Reads the raw body. Throws for what is none, such as a parsed object. */
export async function rawBody(
  source: NotificationSource,
  contentType?: string,
): Promise<RawBody | BodyProblem> {
  if (source instanceof Uint8Array) return bodyOf([source], contentType);
  if (isWebRequest(source)) {
    if (source.bodyUsed) return 'body-already-read';
    const type = contentType ?? source.headers.get('content-type') ?? undefined;
    return source.body ? collect(source.body, type) : bodyOf([], type);
  }
  if (isIncoming(source)) {
    // A body parser that came first leaves nothing.
    if (source.readableDidRead || source.readableEnded) return 'body-already-read';
    return collect(source, contentType ?? source.headers['content-type']);
  }
  throw new TypeError(
    'verifyNotification: give the raw body, as bytes or as the request that has not been read yet; ' +
      'a parsed body cannot be verified',
  );
}

async function collect(
  chunks: AsyncIterable<Uint8Array>,
  contentType: string | undefined,
): Promise<RawBody | BodyProblem> {
  const read: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of chunks) {
      read.push(chunk);
      length += chunk.length;
      if (length > bytesMax) return 'too-long';
    }
  } catch {
    return 'broken-off';
  }
  return bodyOf(read, contentType);
}

const bodyOf = (chunks: readonly Uint8Array[], contentType: string | undefined): RawBody => ({
  bytes: Buffer.concat(chunks),
  contentType,
});

// By what they have and not by their class: frameworks and other realms bring their own classes.
const isWebRequest = (source: object): source is Request =>
  'bodyUsed' in source && 'headers' in source && 'arrayBuffer' in source;

const isIncoming = (source: object): source is IncomingMessage =>
  'readableDidRead' in source && 'headers' in source && Symbol.asyncIterator in source;
