/**
 * Goal: `sampan` works in any folder, runs the current sources, and starts and stops a server.
 * Method: the committed launcher is run as a user runs it.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { prepareDataFolder } from '#installation';

const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));

describe('the sampan command', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sampan-launcher-'));
    await chmod(folder, 0o711);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  test('explains itself, and tells a wrong call from a failure', async () => {
    assert.match((await sampan('--help')).output, /start/);
    assert.match((await sampan('start', '--help')).output, /--admin-port N/);
    const calls = [['dance'], ['start', '--dance'], ['start', '--port', 'x'], ['start', 'twice']];
    for (const call of calls) {
      const { code, output, errors } = await sampan(...call);
      assert.deepEqual([code, output], [2, ''], call.join(' '));
      assert.match(errors, /^sampan: .*\nSee: sampan/);
    }
  });

  test('the sandbox never runs in production', async () => {
    const { code, errors } = await finished(spawnSampan(['start', '--demo'], 'production'));
    assert.equal(code, 2);
    assert.match(errors, /NODE_ENV=production/);
  });

  test('start says where it serves, is found by its file, and stops on a signal', async () => {
    const data = join(folder, 'data');
    const child = spawnSampan(['start', '--json', '--data', data, ...freePorts]);
    const found: unknown = JSON.parse(await firstLine(child));
    const { pid, ...addresses } = JSON.parse(await readFile(join(data, 'server.json'), 'utf8'));
    assert.deepEqual(found, addresses);
    assert.equal(pid, child.pid);
    assert.equal(addresses.data, data);
    assert.match(addresses.gateway, /^http:\/\/127\.0\.0\.1:\d+\/gateway\.do$/);
    assert.equal((await stat(join(data, 'server.json'))).mode & 0o777, 0o600);
    assert.equal((await stat(join(data, 'operator-token'))).mode & 0o777, 0o600);

    // Ctrl-C arrives twice: from the terminal, and passed on by npm.
    child.kill('SIGINT');
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    await assert.rejects(stat(join(data, 'server.json')), /ENOENT/);
    await assert.rejects(stat(join(data, 'postgres/postmaster.pid')), /ENOENT/);
  });

  test('Ctrl-C while the database is being created ends the start quietly', async () => {
    const data = join(folder, 'new');
    const child = spawnSampan(['start', '--data', data, ...freePorts]);
    const ended = once(child, 'exit');
    const output = text(child.stdout);
    const said: string[] = [];
    for await (const line of createInterface(child.stderr)) {
      if (/Creating the database/.test(line)) child.kill('SIGINT');
      said.push(line);
    }
    assert.deepEqual(await ended, [0, null]);
    assert.equal(await output, '');
    assert.equal(said.length, 1, said.join('\n'));
    await assert.rejects(stat(join(data, 'postgres')), /ENOENT/);
  });

  test('a port that was asked for and is taken is an error that names the option', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const address = occupant.address();
    assert.ok(typeof address === 'object' && address !== null);
    const words = ['start', '--data', join(folder, 'data'), ...freePorts];
    const { code, errors } = await sampan(...words, '--port', String(address.port));
    occupant.close();
    assert.equal(code, 1);
    assert.match(errors, /is taken; choose another with --port/);
  });
});

test('a file is no data folder', async () => {
  const file = fileURLToPath(import.meta.url);
  for (const data of [file, join(file, 'data')]) {
    await assert.rejects(prepareDataFolder(data), /^Error: --data .* is, or lies in, a file; /);
  }
});

test('where no folder can be made, a start says so and ends', {
  skip: !existsSync('/proc/self'),
}, async () => {
  await assert.rejects(
    prepareDataFolder('/proc/no/data'),
    /--data .* cannot be made \(ENOENT\); choose/,
  );
});

test('the build has every file that the launcher and npm start load', async () => {
  const root = new URL('../../../', import.meta.url);
  const bundling: unknown = await import(new URL('scripts/program-bundle.mjs', root).href);
  const { entries, clientEntry } = bundling as {
    readonly entries: readonly string[];
    readonly clientEntry: string;
  };
  const loader = await readFile(new URL('packages/server/bin/load.js', root), 'utf8');
  assert.ok(loader.includes(`import('../dist/program/${basename(clientEntry, '.ts')}.js')`));
  await stat(clientEntry);
  for (const file of ['scripts/start.mjs', 'packages/server/bin/sampan.js']) {
    const text = await readFile(new URL(file, root), 'utf8');
    const loaded = [...text.matchAll(/\bload\('([\w-]+)'\)/g)].map(([, name]) => name);
    assert.ok(loaded.length > 0, file);
    for (const name of loaded) {
      assert.ok(entries.includes(name ?? ''), `${file}: ${name}`);
      await stat(new URL(`packages/server/src/main/${name}.ts`, root));
    }
  }
});

test('a change of the sources, but not of tests, makes the built program stale', async () => {
  const { isBuilt, sourceFingerprint, stampFile } = await import('../bin/build-state.js');
  const packages = await mkdtemp(join(tmpdir(), 'sampan-stale-'));
  for (const name of ['primitives', 'protocol', 'server']) {
    await mkdir(join(packages, name, 'src'), { recursive: true });
  }
  const file = join(packages, 'protocol/src/wire.ts');
  await writeFile(file, 'one');
  await mkdir(join(packages, 'server/dist'));
  assert.equal(isBuilt(packages), false);
  await writeFile(stampFile(packages), sourceFingerprint(packages));
  assert.equal(isBuilt(packages), true);
  await writeFile(join(packages, 'protocol/src/wire.test.ts'), 'a test');
  assert.equal(isBuilt(packages), true);
  await utimes(file, 1, 1);
  assert.equal(isBuilt(packages), false);
  await rm(packages, { recursive: true });
});

test("a client's commands are stale only when one of their own sources has changed", async () => {
  const { clientStampFile, isClientBuilt, sourceState } = await import('../bin/source-state.js');
  const packages = await mkdtemp(join(tmpdir(), 'sampan-client-'));
  const paths = ['cli/src/list.ts', 'cli/src/a name.ts'];
  for (const name of ['cli/src', 'server/src', 'server/dist']) {
    await mkdir(join(packages, name), { recursive: true });
  }
  for (const path of paths) await writeFile(join(packages, path), 'one');
  const stamp = () =>
    writeFile(
      clientStampFile(packages),
      paths.map((path) => sourceState(packages, path)).join('\n'),
    );
  assert.equal(isClientBuilt(packages), false, 'never built');
  await writeFile(clientStampFile(packages), '');
  assert.equal(isClientBuilt(packages), false, 'broken off');
  await stamp();
  assert.equal(isClientBuilt(packages), true);
  await writeFile(join(packages, 'server/src/ledger.ts'), 'the server');
  assert.equal(isClientBuilt(packages), true);
  await utimes(join(packages, 'cli/src/a name.ts'), 1, 1);
  assert.equal(isClientBuilt(packages), false, 'changed');
  await stamp();
  assert.equal(isClientBuilt(packages), true);
  await rm(join(packages, 'cli/src/list.ts'));
  assert.equal(isClientBuilt(packages), false, 'deleted');
  await rm(packages, { recursive: true });
});

const freePorts = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];

function spawnSampan(words: readonly string[], mode = 'test') {
  const env = { ...process.env, NODE_ENV: mode };
  return spawn(process.execPath, [launcher, ...words], {
    cwd: tmpdir(),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function sampan(...words: string[]) {
  return finished(spawnSampan(words));
}

async function finished(child: ReturnType<typeof spawnSampan>) {
  const closed = once(child, 'close');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await closed) as [number | null];
  return { code, output, errors };
}

async function firstLine(child: ReturnType<typeof spawnSampan>): Promise<string> {
  const errors = text(child.stderr);
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error(`sampan ended without a word: ${await errors}`);
}
