/**
 * Goal: PostgreSQL starts for every user in every folder, and survives kills of processes.
 * Method: real servers in temporary folders; processes are killed, pid files forged.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  watch,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { kill, processes } from '../../server/test/system-kit/processes.ts';
import { program } from '../../server/test-kit/program.ts';
import { canEnter } from '../src/account.ts';
import { startEmbeddedPostgres } from '../src/index.ts';

const isRoot = process.geteuid?.() === 0;
const nobody = 65_534;

/** Small and without waiting for the disk; all else is as in production. */
const settings = { fsync: 'off', shared_buffers: '16MB' };

describe('a start that is broken off', () => {
  let folder: string;

  before(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'sampan-broken-')), 'data');
    await chmod(join(folder, '..'), 0o711);
  });

  after(() => rm(join(folder, '..'), { recursive: true, force: true }));

  test('while the database is created leaves nothing half-made', async () => {
    const stop = new AbortController();
    const start = startEmbeddedPostgres({
      folder,
      settings,
      signal: stop.signal,
      log: (line) => /Creating/.test(line) && setImmediate(() => stop.abort()),
    });
    await assert.rejects(start, { name: 'AbortError' });
    const left = (await readdir(folder)).filter((name) => name.includes('postgres'));
    assert.deepEqual(left, []);
  });

  test('while PostgreSQL starts stops it, and the next start serves', async () => {
    const stop = new AbortController();
    const watching = (async () => {
      for await (const { filename } of watch(folder)) if (filename === 'postgres.log') return;
    })();
    const start = startEmbeddedPostgres({ folder, settings, signal: stop.signal });
    const rejected = assert.rejects(start, { name: 'AbortError' });
    await watching;
    stop.abort();
    await rejected;
    await assert.rejects(stat(join(folder, 'postgres/postmaster.pid')), /ENOENT/);

    const postgres = await startEmbeddedPostgres({ folder, settings });
    assert.deepEqual(await query(postgres.url, 'select 1 as one'), [{ one: 1 }]);
    await postgres.stop();
  });

  test('a frozen PostgreSQL can be stopped', async () => {
    const postgres = await startEmbeddedPostgres({ folder, settings });
    const frozen = processes().filter(
      ({ pid, parent }) => pid === postgres.pid || parent === postgres.pid,
    );
    assert.ok(frozen.length > 1);
    for (const { pid } of frozen) kill(pid, 'SIGSTOP');
    await postgres.stop();
    // Not by a signal: one that has ended may wait long for its parent to notice.
    assert.deepEqual(
      processes().filter(({ pid }) => pid === postgres.pid),
      [],
    );
  });
});

describe('one data folder through starts, stops and crashes', () => {
  let folder: string;

  before(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'sampan-house-')), 'data');
    await chmod(join(folder, '..'), 0o711);
  });

  after(() => rm(join(folder, '..'), { recursive: true, force: true }));

  test('the first start makes the folder, the roles and the database', async () => {
    const waits: unknown[] = [];
    const onWaiting = (isNew: boolean) => waits.push({ isNew, made: existsSync(clusterFolder) });
    const clusterFolder = join(folder, 'postgres');
    const postgres = await startEmbeddedPostgres({ folder, settings, onWaiting });
    assert.deepEqual(waits, [{ isNew: true, made: false }]);
    assert.deepEqual(await query(postgres.ownerUrl, 'select current_user as role'), [
      { role: 'sampan_owner' },
    ]);
    assert.deepEqual(await query(postgres.ownerUrl, 'show server_encoding'), [
      { server_encoding: 'UTF8' },
    ]);
    await query(postgres.ownerUrl, 'create table kept (id int); insert into kept values (1)');
    await assert.rejects(query(postgres.url, 'drop table kept'), /must be owner/);
    await assert.rejects(query(withoutPassword(postgres.url), 'select 1'), /password/i);
    await postgres.stop();
    await assert.rejects(query(postgres.url, 'select 1'), /ECONNREFUSED/);
  });

  test('only the data folder itself can be entered by others', async () => {
    assert.equal(await mode(folder), '711');
    assert.equal(await mode(join(folder, 'postgres')), '700');
    assert.equal(await mode(join(folder, 'keys')), '700');
    for (const role of ['superuser', 'owner', 'server']) {
      assert.equal(await mode(join(folder, `keys/postgres-${role}-password`)), '600');
    }
  });

  test('each role has a password of its own, and nothing that lasts is the superuser', async () => {
    const postgres = await startEmbeddedPostgres({ folder, settings });
    try {
      const [server, owner] = [new URL(postgres.url), new URL(postgres.ownerUrl)];
      const superuser = await passwordOf('superuser');
      assert.equal(new Set([server.password, owner.password, superuser]).size, 3);
      const roles = { postgres: superuser, sampan_owner: owner.password, sampan: server.password };
      for (const [role, own] of Object.entries(roles)) {
        for (const password of Object.values(roles)) {
          const answer = await query(as(owner.href, role, password), 'select 1').catch(
            ({ code }) => code,
          );
          if (password !== own) assert.equal(answer, '28P01', `${role} with another's password`);
          else assert.equal(answer.length, 1, role);
        }
      }
      const sessions = `select usename::text as role from pg_stat_activity where backend_type = 'client backend'
        and pid <> pg_backend_pid()`;
      assert.deepEqual(await query(postgres.ownerUrl, sessions), [{ role: 'sampan_owner' }]);
    } finally {
      await postgres.stop();
    }
  });

  test('a folder whose roles share one password is given three, and the shared one opens nothing', async () => {
    const names = ['superuser', 'owner', 'server'] as const;
    const before = await startEmbeddedPostgres({ folder, settings });
    const own = as(before.ownerUrl, 'postgres', await passwordOf('superuser'));
    for (const role of ['postgres', 'sampan_owner', 'sampan']) {
      await query(own, `alter role ${role} password 'shared'`).catch(() =>
        query(as(own, 'postgres', 'shared'), `alter role ${role} password 'shared'`),
      );
    }
    await before.stop();
    await writeFile(join(folder, 'keys/postgres-password'), 'shared\n');
    for (const name of names) await rm(join(folder, `keys/postgres-${name}-password`));

    const after = await startEmbeddedPostgres({ folder, settings });
    try {
      assert.deepEqual(await query(after.ownerUrl, 'select id from kept'), [{ id: 1 }]);
      await query(after.url, 'select 1');
      for (const role of ['postgres', 'sampan_owner', 'sampan']) {
        await assert.rejects(query(as(after.url, role, 'shared'), 'select 1'), { code: '28P01' });
      }
      await assert.rejects(stat(join(folder, 'keys/postgres-password')), /ENOENT/);
    } finally {
      await after.stop();
    }
  });

  const passwordOf = async (role: string) =>
    (await readFile(join(folder, `keys/postgres-${role}-password`), 'utf8')).trim();

  test('a second start on the same folder is refused and does no harm', async () => {
    const first = await startEmbeddedPostgres({ folder, settings });
    await assert.rejects(startEmbeddedPostgres({ folder, settings }), /already runs/);
    assert.deepEqual(await query(first.ownerUrl, 'select id from kept'), [{ id: 1 }]);
    await first.stop();
  });

  test('the port of the last time is kept, and another taken when it is in use', async () => {
    const first = await startEmbeddedPostgres({ folder, settings });
    await first.stop();
    const waits: boolean[] = [];
    const onWaiting = (isNew: boolean) => waits.push(isNew);
    const second = await startEmbeddedPostgres({ folder, settings, onWaiting });
    assert.deepEqual(waits, [false]);
    assert.equal(port(second.url), port(first.url));
    await second.stop();

    const occupant = createServer().listen(port(first.url), '127.0.0.1');
    await once(occupant, 'listening');
    const third = await startEmbeddedPostgres({ folder, settings });
    assert.notEqual(port(third.url), port(first.url));
    await third.stop();
    await assert.rejects(
      startEmbeddedPostgres({ folder, settings, port: port(first.url) }),
      /does not start/,
    );
    occupant.close();
    await once(occupant, 'close');
  });

  test('PostgreSQL survives the death of its server and is taken over', async () => {
    const starter = await startInProcess(folder);
    starter.process.kill('SIGKILL');
    await once(starter.process, 'exit');
    const postgres = await startEmbeddedPostgres({ folder, settings });
    assert.equal(postgres.pid, starter.pid);
    await postgres.stop();
    await assert.rejects(query(postgres.url, 'select 1'), /ECONNREFUSED/);
  });

  test('Ctrl-C in the terminal does not reach PostgreSQL', async () => {
    const starter = await startInProcess(folder, { detached: true });
    const group = starter.process.pid;
    assert.ok(group);
    process.kill(-group, 'SIGINT');
    await once(starter.process, 'exit');
    const postgres = await startEmbeddedPostgres({ folder, settings });
    assert.equal(postgres.pid, starter.pid);
    await postgres.stop();
  });

  test('what was committed survives the death of PostgreSQL', async () => {
    const first = await startEmbeddedPostgres({ folder, settings });
    await query(first.ownerUrl, 'insert into kept values (2)');
    process.kill(first.pid, 'SIGKILL');
    assert.match((await first.lost).message, /PostgreSQL/);
    await first.stop();
    const second = await startEmbeddedPostgres({ folder, settings });
    const rows = await query(second.ownerUrl, 'select id from kept order by id');
    assert.deepEqual(rows, [{ id: 1 }, { id: 2 }]);
    await second.stop();
  });

  test('a pid file with the id of another program is not trusted', async () => {
    const stale = [process.pid, join(folder, 'postgres'), 1, 1, '', '127.0.0.1', '', 'ready'];
    await writeFile(join(folder, 'postgres/postmaster.pid'), `${stale.join('\n')}\n`);
    const postgres = await startEmbeddedPostgres({ folder, settings });
    assert.notEqual(postgres.pid, process.pid);
    await postgres.stop();
  });
});

test('a folder below one that only root enters works for root too', { skip: !isRoot }, async () => {
  const home = await mkdtemp(join(tmpdir(), 'sampan-house-'));
  await chmod(home, 0o700);
  const folder = join(home, 'clone/data');
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const postgres = await startEmbeddedPostgres({ folder, settings, log });
  assert.deepEqual(await query(postgres.url, 'select 1 as one'), [{ one: 1 }]);
  await postgres.stop();
  const moved = /kept in (.*)/.exec(lines.join('\n'))?.[1];
  assert.match(moved ?? '', /^\/var\/lib\/sampan\//);
  const again = await startEmbeddedPostgres({ folder, settings });
  await again.stop();
  await rm(moved ?? '', { recursive: true });
  await rm(home, { recursive: true });
});

test('an ordinary user runs PostgreSQL as himself', { skip: !isRoot }, async (t) => {
  const account = { name: 'nobody', uid: nobody, gid: nobody };
  if (!(await canEnter(account, import.meta.dirname))) {
    t.skip('the checkout is below a folder that only root enters');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'sampan-house-'));
  await chown(folder, nobody, nobody);
  const starter = await startInProcess(folder, { uid: nobody, gid: nobody });
  assert.equal((await stat(join(folder, 'postgres'))).uid, nobody);
  starter.process.stdin.end();
  await once(starter.process, 'exit');
  await assert.rejects(stat(join(folder, 'postgres/postmaster.pid')), /ENOENT/);
  // Later root starts on the same folder: the files stay the user's.
  const postgres = await startEmbeddedPostgres({ folder, settings });
  await postgres.stop();
  await rm(folder, { recursive: true });
});

/** Starts PostgreSQL from a process of its own that can be killed. */
async function startInProcess(
  folder: string,
  options: { detached?: boolean; uid?: number; gid?: number } = {},
) {
  const { flags, file } = program(new URL('./embedded-postgres.program.ts', import.meta.url));
  const child = spawn(process.execPath, [...flags, file, folder, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...options,
  });
  for await (const line of createInterface(child.stdout)) {
    return { process: child, pid: Number(line) };
  }
  throw new Error('The starter ended without a word');
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function as(url: string, role: string, password: string): string {
  const changed = new URL(url);
  Object.assign(changed, { username: role, password });
  return changed.href;
}

function withoutPassword(url: string): string {
  const changed = new URL(url);
  changed.password = 'guessed';
  return changed.href;
}

function port(url: string): number {
  return Number(new URL(url).port);
}

async function mode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}
