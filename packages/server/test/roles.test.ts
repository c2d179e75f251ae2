/**
 * Goal: a process serves exactly the roles that it was started with.
 * Method: one server per role, in this process, all on one database; every route is requested from
 * each.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as openSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Connection, connect } from '#database';
import { type Role, readRoles, roles } from '#ports';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import type { RunningServer } from '../src/main/serve-options.ts';
import { serveHere } from './serve-here.ts';

let database: TestDatabase;
let owner: Connection;
let dataFolder: string;
before(async () => {
  database = await createTestDatabase();
  owner = await connect({ url: database.ownerUrl, name: 'test owner' });
  dataFolder = await mkdtemp(join(tmpdir(), 'sampan-roles-'));
});
after(async () => {
  await owner.close();
  await database.drop();
  await rm(dataFolder, { recursive: true });
});

const start = (roles: readonly Role[]): Promise<RunningServer> =>
  serveHere({ database, dataFolder, roles });

/** What a server serves, found out from outside. */
async function served({ publicPort, admin, sftp }: RunningServer, isWorker: boolean) {
  const status = async (path: string) =>
    publicPort === '' ? undefined : (await fetch(`${publicPort}${path}`)).status;
  return {
    publicPort: publicPort !== '',
    gateway: (await status('/gateway.do')) === 200,
    wallet: (await status('/wallet/api/me')) === 401,
    portal: (await status('/portal/api/session')) === 401,
    worker: await hasLeader(isWorker),
    sftp: sftp !== '' && (await greeting(sftp)).startsWith('SSH-2.0-'),
    operations: (await fetch(`${admin}/healthz`)).status === 200,
  };
}

/** Whether a process on this database runs jobs. One that does connects for it a moment after its start. */
async function hasLeader(expected: boolean): Promise<boolean> {
  const text = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name = 'sampan leader'`;
  const looksMax = expected ? 10_000 : 20;
  for (let looks = 0; looks < looksMax; looks += 1) {
    const [row] = await owner.run({ name: '', text });
    if (row?.n !== 0) return true;
  }
  return false;
}

function greeting(address: string): Promise<string> {
  const [host = '', port] = address.split(':');
  return new Promise((resolve, reject) => {
    const socket = openSocket(Number(port), host);
    socket.once('error', reject);
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
  });
}

const nothing = {
  ...{ publicPort: false, gateway: false, wallet: false, portal: false },
  ...{ worker: false, sftp: false },
};
const alone: Readonly<Record<Role, Partial<typeof nothing>>> = {
  gateway: { publicPort: true, gateway: true },
  wallet: { publicPort: true, wallet: true },
  portal: { publicPort: true, portal: true },
  worker: { worker: true },
  sftp: { sftp: true },
};

for (const role of roles) {
  test(`${role} alone`, async () => {
    const server = await start([role]);
    try {
      const found = await served(server, role === 'worker');
      assert.deepEqual(found, { ...nothing, ...alone[role], operations: true });
    } finally {
      await server.stop();
    }
  });
}

test('all of them, by default', async () => {
  const server = await start(readRoles(undefined));
  try {
    const all = Object.fromEntries(Object.keys(nothing).map((name) => [name, true]));
    assert.deepEqual(await served(server, true), { ...all, operations: true });
  } finally {
    await server.stop();
  }
});

test('a role is known by its name', () => {
  assert.deepEqual(readRoles('worker, gateway'), ['gateway', 'worker']);
  assert.throws(
    () => readRoles('gatway'),
    /--roles: there is no role "gatway"; there are gateway,/,
  );
});
