/**
 * Goal: messages are the same however the network has cut them. Method: drawn messages are written with
 * our own writer, cut at drawn places and read again.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MessageReader } from './message-reader.ts';
import { MessageWriter } from './message-writer.ts';

const message = fc.record(
  {
    kind: fc.integer({ min: 1, max: 255 }),
    content: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ minLength: 100, maxLength: 9_000 }),
    ),
  },
  { noNullPrototype: true },
);

test('messages arrive whole, in order, wherever the stream was cut', () => {
  fc.assert(
    fc.property(fc.array(message), fc.array(fc.nat(20_000)), (messages, cuts) => {
      const out = new MessageWriter();
      for (const { kind, content } of messages) {
        const mark = out.begin(kind);
        out.text(content);
        out.finish(mark);
      }
      const bytes = Buffer.from(out.written());
      const read: { kind: number; content: string }[] = [];
      const reader = new MessageReader((kind, { buffer }, start, end) => {
        read.push({ kind, content: buffer.toString('utf8', start, end) });
      });
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length];
      places.sort((left, right) => left - right);
      for (const [index, place] of places.slice(1).entries()) {
        const chunk = bytes.subarray(places[index], place);
        if (chunk.length > 0) reader.read(chunk);
      }
      assert.deepEqual(read, messages);
    }),
  );
});
