/**
 * Goal: readers share one connection and writers another, and each user may close and reopen it.
 * Method: connections that only note that they are opened and closed.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection, Purpose } from './connection.postgres.ts';
import { sharedConnections } from './shared-connections.ts';

function counted() {
  const opened: { name: string; connection: Connection; kill(): void }[] = [];
  const connect = sharedConnections(async ({ name }: Purpose) => {
    let alive = true;
    const connection: Connection = {
      run: async () => [],
      get alive() {
        return alive;
      },
      async close() {
        alive = false;
      },
    };
    const kill = (): void => {
      alive = false;
    };
    opened.push({ name, connection, kill });
    return connection;
  });
  return { opened, connect };
}

test('readers share a connection, writers another, and holders of locks have their own', async () => {
  const { opened, connect } = counted();
  await Promise.all([
    connect({ name: 'one', shares: 'reads' }),
    connect({ name: 'two', shares: 'reads' }),
    connect({ name: 'three', shares: 'writes' }),
    connect({ name: 'lane' }),
  ]);
  const names = opened.map(({ name }) => name).sort();
  assert.deepEqual(names, ['lane', 'sampan reads', 'sampan writes']);
});

test('it closes with its last user, and not twice for one', async () => {
  const { opened, connect } = counted();
  const first = await connect({ name: 'one', shares: 'reads' });
  const second = await connect({ name: 'two', shares: 'reads' });
  await first.close();
  await first.close();
  assert.deepEqual([first.alive, second.alive, opened[0]?.connection.alive], [false, true, true]);
  await second.close();
  assert.equal(opened[0]?.connection.alive, false);
});

test('users of a lost connection open one new one together', async () => {
  const { opened, connect } = counted();
  const users = [await connect({ name: 'one', shares: 'reads' })];
  users.push(await connect({ name: 'two', shares: 'reads' }));
  opened[0]?.kill();
  assert.ok(users.every(({ alive }) => !alive));
  await Promise.all(users.map(() => connect({ name: 'again', shares: 'reads' })));
  assert.equal(opened.length, 2);
});
