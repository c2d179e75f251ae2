/**
 * Goal: latencies of an open loop count from the arrival, also when the server stalls.
 * Method: time moves only by the test; replies are given by hand.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualTimers } from '../../../primitives/test-kit/manual-timers.ts';
import { runOpenLoop, type Sender } from './open-loop.ts';
import { Tally } from './tally.ts';

class ManualSender implements Sender {
  readonly sent: string[] = [];
  #onReply: ((reply: string) => void) | undefined;

  send(request: string, onReply: (reply: string) => void): void {
    this.sent.push(request);
    this.#onReply = onReply;
  }

  reply(text = 'good'): void {
    this.#onReply?.(text);
  }
}

test('a stall is felt by all that arrive during it', async () => {
  const timers = new ManualTimers();
  const sender = new ManualSender();
  const tally = new Tally('good');
  const arrivalsMs = [10, 20, 30];
  const requests = ['a', 'b', 'c'];
  const running = runOpenLoop({ connections: [sender], requests, arrivalsMs, timers }, tally);
  const pass = async (ms: number): Promise<void> => {
    timers.advanceMs(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  assert.deepEqual(sender.sent, []);
  await pass(10);
  assert.deepEqual(sender.sent, ['a']);
  await pass(90);
  // Both others have arrived, and wait for the only connection.
  assert.deepEqual(sender.sent, ['a']);
  sender.reply();
  assert.deepEqual(sender.sent, ['a', 'b']);
  sender.reply();
  sender.reply('bad');
  await running;
  assert.deepEqual(tally.latenciesMs, [90, 80, 70]);
  assert.equal(tally.unexpected, 1);
  assert.equal(tally.firstUnexpected, 'bad');
});
