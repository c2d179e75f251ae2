import { createRequire } from 'node:module';

type Handler = (protocol: unknown, payload: Uint8Array) => unknown;

const infoResponse = 61;
const answersMax = 16;

/**
 * The library (1.17.0) makes a list as long as a client says that its answers are, before it has
 * looked for one: nine bytes take a quarter of a gigabyte and of a second. A response that claims more
 * answers than anybody was asked for is handed on without them, which the library takes for damaged.
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
