/**
 * Goal: a server finds a port when it may choose, and insists when it may not.
 * Method: `listen` is played by a function that knows which ports are taken.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listenNear, type PortWish } from './listen-near.ts';

/** Listens as if these ports were taken; each try of any free port meets the next of `free`. */
async function listenOn(wish: PortWish, taken: readonly number[], free: readonly number[] = []) {
  const found = [...free];
  const lines: string[] = [];
  const listen = async (wanted: number): Promise<number> => {
    const port = wanted === 0 ? (found.shift() ?? 0) : wanted;
    if (taken.includes(port)) throw Object.assign(new Error('taken'), { code: 'EADDRINUSE' });
    return port;
  };
  return { port: await listenNear(wish, listen, (line) => lines.push(line)), lines };
}

test('the usual port gives way to the next free one, and says so', async () => {
  const { port, lines } = await listenOn({ port: 8700 }, [8700, 8701]);
  assert.equal(port, 8702);
  assert.deepEqual(lines, ['Port 8700 is taken; using 8702']);
});

test('a port that was asked for does not', async () => {
  const wish = { port: 8700, askedWith: '--port' };
  await assert.rejects(listenOn(wish, [8700]), /Port 8700 is taken; choose another with --port/);
});

test('when another program takes the first free port, another one is chosen', async () => {
  const wish = { port: 0, askedWith: '--port' };
  assert.equal((await listenOn(wish, [40_001], [40_001, 40_002])).port, 40_002);
});

test('an address that cannot be listened on is said by its option', async () => {
  for (const [code, says] of [
    ['ENOTFOUND', /^Port 8700 cannot be opened: --host has no address$/],
    ['EADDRNOTAVAIL', /--host is no address of this machine/],
    ['EACCES', /ports below 1024/],
    ['EIO', /^as it was$/],
  ] as const) {
    const failing = async () => {
      throw Object.assign(new Error('as it was'), { code });
    };
    await assert.rejects(
      listenNear({ port: 8700 }, failing, () => undefined),
      { message: says },
    );
  }
});
