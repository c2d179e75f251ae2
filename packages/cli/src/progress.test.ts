/** Goal: a terminal shows that a start goes on, a pipe gets nothing. Method: timers moved by hand. */
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { seconds } from '@sampan/primitives';
import { ManualTimers } from '../../primitives/test-kit/manual-timers.ts';
import { withProgress } from './progress.ts';

/** What was due has run. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function shown(isTerminal: boolean, worksFor: number): Promise<string> {
  let text = '';
  const stream = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  const timers = new ManualTimers();
  const work = timers.sleep(seconds(worksFor)).then(() => 'done');
  const result = withProgress('Creating', work, { stream, timers, isTerminal });
  for (let step = 0; step < worksFor * 10 + 1; step += 1) {
    timers.advance(seconds(0.1));
    await turn();
  }
  assert.equal(await result, 'done');
  return text.replaceAll('\r\u001b[2K', '|');
}

test('on a terminal the seconds count, and nothing is left', async () => {
  assert.equal(await shown(true, 3), '|Creating … 0 s|Creating … 1 s|Creating … 2 s|');
});

test('quick work shows nothing', async () => {
  assert.equal(await shown(true, 0.3), '');
});

test('a pipe gets nothing', async () => {
  assert.equal(await shown(false, 3), '');
});
