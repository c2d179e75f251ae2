/**
 * Goal: two processes understand each other, or say clearly that they do not, and neither waits for ever.
 * Method: both ends in this process, over a line that carries JSON; then a real child whose channel breaks off.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { test } from 'node:test';
import { seconds } from '@sampan/primitives';
import { Type } from '@sinclair/typebox';
import { ManualTimers } from '#test-kit';
import {
  ChannelError,
  ChildFailure,
  type Handlers,
  LateAnswer,
  type Line,
  lineToChild,
  openChildEnd,
  ParentEnd,
} from './index.ts';

const kinds = {
  open: { fields: Type.Object({ folder: Type.String() }) },
  write: {
    fields: Type.Object({ name: Type.String(), rows: Type.Optional(Type.Integer()) }),
    reply: Type.Object({ size: Type.Integer() }),
    within: seconds(5),
  },
};

/** Two lines that carry to each other what JSON can carry, each message in a turn of its own. */
function lines() {
  const hearers: ((message: unknown) => void)[][] = [[], []];
  const closed: (() => void)[][] = [[], []];
  let isOpen = true;
  const line = (here: number, there: number): Line => ({
    send(message) {
      const text = JSON.stringify(message);
      return new Promise((sent) => {
        setImmediate(() => {
          if (isOpen) for (const hear of hearers[there] ?? []) hear(JSON.parse(text));
          sent();
        });
      });
    },
    onMessage: (hear) => void hearers[here]?.push(hear),
    onClosed: (tell) => void closed[here]?.push(tell),
    close() {
      if (!isOpen) return;
      isOpen = false;
      setImmediate(() => {
        for (const tell of closed.flat()) tell();
      });
    },
  });
  return { parent: line(0, 1), child: line(1, 0) };
}

function ends(handlers: Partial<Handlers<typeof kinds>> = {}) {
  const timers = new ManualTimers();
  const { parent, child } = lines();
  const channel = new ParentEnd({ line: parent, kinds, child: 'The writer', timers });
  const open = () =>
    openChildEnd(child, kinds, {
      open: () => undefined,
      write: ({ name }) => ({ size: name.length }),
      ...handlers,
    });
  return { channel, timers, parent, child, open };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('requests are answered by their id, in whatever order, and notices arrive before them', async () => {
  const said: string[] = [];
  let release: (() => void) | undefined;
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { channel, open } = ends({
    open: ({ folder }) => void said.push(folder),
    async write({ name }) {
      if (name === 'slow') await slow;
      else release?.();
      said.push(name);
      return { size: name.length };
    },
  });
  channel.tell('open', { folder: 'here' });
  const answers = [channel.ask('write', { name: 'slow' }), channel.ask('write', { name: 'quick' })];
  assert.equal(channel.isIdle, false);
  // What was said before the child could hear has waited for it.
  open();
  assert.deepEqual(await Promise.all(answers), [{ size: 4 }, { size: 5 }]);
  assert.deepEqual(said, ['here', 'quick', 'slow']);
  assert.equal(channel.isIdle, true);
});

test('a failure keeps its name, message and code, and the channel goes on', async () => {
  const { channel, open } = ends({
    write({ name }) {
      if (name !== 'bad') return { size: 1 };
      throw Object.assign(new RangeError('the disk is full'), { code: 'ENOSPC' });
    },
  });
  open();
  await assert.rejects(channel.ask('write', { name: 'bad' }), (error: unknown) => {
    assert.ok(error instanceof ChildFailure);
    assert.deepEqual(
      [error.name, error.message, error.code],
      ['RangeError', 'the disk is full', 'ENOSPC'],
    );
    return true;
  });
  assert.deepEqual(await channel.ask('write', { name: 'good' }), { size: 1 });
});

test('no answer in time: the request fails, a late answer is dropped, and the channel goes on', async () => {
  let release: (() => void) | undefined;
  const { channel, timers, open } = ends({
    write: ({ name }) =>
      new Promise((resolve) => {
        if (name === 'quick') resolve({ size: 5 });
        else release = () => resolve({ size: 4 });
      }),
  });
  open();
  const late = assert.rejects(channel.ask('write', { name: 'slow' }), (error: unknown) => {
    assert.ok(error instanceof LateAnswer);
    assert.equal(error.message, 'The writer did not answer "write" within 5 s');
    return true;
  });
  await turn();
  await turn();
  timers.advance(seconds(5));
  await late;
  release?.();
  await turn();
  assert.deepEqual(await channel.ask('write', { name: 'quick' }), { size: 5 });
});

test('a child that never hears does not let a request wait for ever', async () => {
  const { channel, timers } = ends();
  const asked = assert.rejects(channel.ask('write', { name: 'x' }), LateAnswer);
  timers.advance(seconds(5));
  await asked;
});

const strange: readonly (readonly [message: object, problem: RegExp])[] = [
  [{ kind: 'erase', id: 1, fields: {} }, /there is no "erase"/],
  [{ kind: 'toString', id: 1, fields: {} }, /there is no "toString"/],
  [{ kind: 'write', id: 1, fields: { name: 7 } }, /"write" \/name: Expected string/],
  [{ kind: 'write', id: 1, fields: { name: 'x', rows: 1.5 } }, /"write" \/rows: /],
  [{ kind: 'write', id: 1 }, /\/fields|"write" \/: /],
  [{ kind: 'write', fields: { name: 'x' } }, /"write" needs an id/],
  [{ kind: 'open', id: 1, fields: { folder: 'x' } }, /"open" has no answer/],
  [{ kind: 'open', fields: {} }, /"open" \/folder: /],
  [{ word: 'open' }, /\/kind: /],
];
for (const [message, problem] of strange) {
  test(`the child does not understand ${JSON.stringify(message)}, and both sides know`, async () => {
    const { channel, parent, open } = ends();
    const { closed } = open();
    await turn();
    await parent.send(message);
    const error = await closed;
    assert.ok(error instanceof ChannelError);
    assert.match(error.message, problem);
    await turn();
    assert.equal(channel.isOpen, false);
  });
}

const answers: readonly (readonly [answer: object, problem: RegExp])[] = [
  [{ id: 1, reply: { size: 'big' } }, /answered "write" in another form: \/size: Expected integer/],
  [{ id: 2, reply: { size: 1 } }, /answered what was not asked/],
  [{ word: 'done' }, /said what is no answer/],
  [{ failure: { name: 'Error', message: 'no folder' } }, /^no folder$/],
];
for (const [answer, problem] of answers) {
  test(`the parent does not take ${JSON.stringify(answer)} for an answer`, async () => {
    const { channel, child } = ends();
    await child.send({ ready: true });
    const asked = assert.rejects(channel.ask('write', { name: 'x' }), { message: problem });
    await child.send(answer);
    await asked;
    assert.equal(channel.isOpen, false);
    await assert.rejects(channel.ask('write', { name: 'x' }), /The writer has ended/);
  });
}

test('when one side closes, the other notices, and what waits fails', async () => {
  const { channel, open } = ends({ write: () => new Promise(() => undefined) });
  const { closed } = open();
  const asked = assert.rejects(channel.ask('write', { name: 'x' }), /The writer has ended/);
  channel.close();
  await asked;
  assert.equal(await closed, undefined);
});

test('a child answers what is under way before it closes', async () => {
  const { channel, open } = ends({ write: async ({ name }) => ({ size: name.length }) });
  const child = open();
  const asked = channel.ask('write', { name: 'last' });
  await turn();
  await turn();
  await child.close();
  assert.deepEqual(await asked, { size: 4 });
});

test('a process that ends without a word ends the channel', async () => {
  const child = fork('-', [], { execArgv: ['--eval', 'process.exit(3)'], stdio: 'ignore' });
  const timers = new ManualTimers();
  const channel = new ParentEnd({ line: lineToChild(child), kinds, child: 'It', timers });
  await assert.rejects(channel.ask('write', { name: 'x' }), { message: 'It has ended' });
});
