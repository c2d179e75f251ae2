import { createRequire } from 'node:module';

type Handler = (protocol: unknown, payload: Uint8Array) => unknown;

const infoResponse = 61;
const answersMax = 16;

/**
 * The library (1.17.0) allocates as many answers as the client claims before it reads any: nine
 * bytes cost a quarter of a gigabyte and a quarter of a second. A response that claims more answers
 * than were requested is passed on without them; the library treats it as damaged.
 */
const handlers = createRequire(import.meta.url)('ssh2/lib/protocol/handlers.js') as Handler[];
const readAnswers = handlers[infoResponse];

export function boundAnswers(): void {
  if (!readAnswers) throw new Error('The SSH library reads no answers to prompts');
  handlers[infoResponse] = (protocol, payload) => {
    const claimed =
      payload.length < 5 ? 0 : new DataView(payload.buffer, payload.byteOffset).getUint32(1);
    return readAnswers(protocol, claimed > answersMax ? payload.subarray(0, 1) : payload);
  };
}
