/**
 * Goal: a partner sees exactly its own files, in both folders, can fetch them complete and change
 * nothing (14 §2).
 * Method: the client of the ssh2 library over real sockets, users in a real database.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import {
  codeOf,
  connectSftp,
  connectSsh,
  failure,
  noSuchFile,
  openSftp,
  permissionDenied,
  type SftpClient,
} from '../../sftp-server/test/sftp-client.ts';
import { madeAt, pattern, type SftpWorld, sftpWorld } from './sftp-world.ts';

let world: SftpWorld;
let partner: PartnerId;
let client: SftpClient;
let transactions: string;
let settlement: string;

before(async () => {
  world = await sftpWorld();
  partner = await world.user();
  transactions = `${partner}_transaction_20261121.txt`;
  settlement = `${partner}_settlement_20261121.txt`;
  world.shelf.put(partner, transactions, 'Partner:1|Payment_time: 2026-11-21|Total_count:0\n');
  world.shelf.put(partner, settlement, 'settled');
  world.shelf.put(partner, 'empty.txt', '');
  const stranger = await world.user();
  world.shelf.put(stranger, `${stranger}_transaction_20261121.txt`, 'not yours');
  client = await connectSftp(world.port, partner);
});
after(async () => {
  await client.end();
  await world.close();
});

describe('a partner', () => {
  test("sees its files in the root, with the folder that global partners' programs enter", async () => {
    const files = [settlement, transactions, 'empty.txt', 'download'];
    assert.deepEqual((await client.names('/')).sort(), files.sort());
    assert.deepEqual((await client.names('.')).sort(), files.sort());
  });

  test('sees the same files in that folder, however it is written', async () => {
    for (const path of ['/download', '/download/', 'download', './download/.', '/x/../download/']) {
      const names = await client.names(path);
      assert.deepEqual(names.sort(), [settlement, transactions, 'empty.txt'].sort(), path);
    }
  });

  test('is shown size, time in GMT+8 and that it may only read', async () => {
    const entries = await client.readdir('/download');
    const entry = entries.find(({ filename }) => filename === settlement);
    assert.equal(
      entry?.longname,
      `-r--r--r--    1 ${partner} sampan            7 Nov 22 09:30 ${settlement}`,
    );
    assert.equal(entry?.attrs.size, 7);
    const stats = await client.stat(`/${settlement}`);
    assert.deepEqual(
      [stats.size, stats.mode, stats.mtime, stats.isFile()],
      [7, 0o100444, madeAt / 1_000, true],
    );
    assert.ok((await client.stat('/download/')).isDirectory());
    assert.ok((await client.stat('')).isDirectory());
  });

  test('fetches a file from either folder', async () => {
    const text = 'Partner:1|Payment_time: 2026-11-21|Total_count:0\n';
    assert.equal((await client.fetch(transactions)).toString(), text);
    assert.equal((await client.fetch(`/download/${transactions}`)).toString(), text);
    assert.equal((await client.fetch('/empty.txt')).length, 0);
  });

  test('fetches a large file byte for byte, with 64 reads under way', async () => {
    const size = 5_000_011;
    world.shelf.putLarge(partner, 'large.bin', size);
    const chunks: Buffer[] = [];
    const handle = await client.open('/large.bin');
    const places = Array.from({ length: Math.ceil(size / 32_768) }, (_, index) => index * 32_768);
    for (let from = 0; from < places.length; from += 64) {
      const asked = places.slice(from, from + 64);
      chunks.push(
        ...(await Promise.all(
          asked.map((place) => client.read(handle, place, Math.min(32_768, size - place))),
        )),
      );
    }
    await client.close(handle);
    world.shelf.remove(partner, 'large.bin');
    const bytes = Buffer.concat(chunks);
    assert.equal(bytes.length, size);
    for (let at = 0; at < size; at += 200_000) {
      const length = Math.min(200_000, size - at);
      assert.ok(bytes.subarray(at, at + length).equals(pattern(at, length)), `from ${at}`);
    }
  });

  test('reads to the end and not beyond', async () => {
    const handle = await client.open(settlement);
    assert.equal((await client.read(handle, 5, 100)).toString(), 'ed');
    assert.equal((await client.read(handle, 7, 100)).length, 0);
    assert.equal((await client.read(handle, 2 ** 52, 100)).length, 0);
    await client.close(handle);
    await assert.rejects(client.read(handle, 0, 1), (error) => codeOf(error) === failure);
  });

  test('sees thousands of files, page by page', async () => {
    const rich = await world.user();
    const names = Array.from({ length: 3_456 }, (_, index) => `${rich}_${index}.txt`);
    for (const name of names) world.shelf.put(rich, name, 'x');
    const other = await connectSftp(world.port, rich);
    assert.deepEqual(await other.names('/download'), names);
    assert.deepEqual((await other.names('/')).sort(), ['download', ...names].sort());
    await other.end();
  });

  test('gets its working directory', async () => {
    const table = [
      ['.', '/'],
      ['', '/'],
      ['..', '/'],
      ['/', '/'],
      ['//', '/'],
      ['/../..', '/'],
      ['download/', '/download'],
      ['/download/..', '/'],
      ['/download/./a.txt', '/download/a.txt'],
      ['a.txt', '/a.txt'],
    ] as const;
    for (const [path, answer] of table) assert.equal(await client.realpath(path), answer, path);
  });
});

describe('nothing else is there', () => {
  const tricks = [
    '/etc/passwd',
    '../../etc/passwd',
    '/download/download',
    '/download/download/x',
    '/nothing.txt',
    '/download/../../nothing.txt',
    'C:\\Windows\\win.ini',
    '..\\..\\secret',
    '/download/a\0b',
    '%2e%2e/%2e%2e/etc/passwd',
    `/${'a/'.repeat(300)}`,
    `/${'long'.repeat(500)}`,
    '\u0000',
    '~',
    '~root/.ssh/id_rsa',
  ];
  for (const path of tricks) {
    test(`at ${JSON.stringify(path.slice(0, 40))}`, async () => {
      const rejected = (error: unknown) => codeOf(error) === noSuchFile;
      await assert.rejects(client.stat(path), rejected);
      await assert.rejects(client.open(path), rejected);
      await assert.rejects(client.readdir(path), rejected);
    });
  }

  test("at the name of another partner's file", async () => {
    const stranger = await world.user();
    world.shelf.put(stranger, 'theirs.txt', 'not yours');
    for (const path of ['/theirs.txt', '/download/theirs.txt', `/${stranger}/theirs.txt`]) {
      await assert.rejects(client.fetch(path), (error) => codeOf(error) === noSuchFile, path);
    }
  });

  test('below a file, and no folder is a file', async () => {
    await assert.rejects(client.stat(`/${settlement}/`), (e) => codeOf(e) === noSuchFile);
    await assert.rejects(client.open(`/${settlement}/.`), (e) => codeOf(e) === noSuchFile);
    await assert.rejects(client.readdir(`/${settlement}`), (e) => codeOf(e) === failure);
    await assert.rejects(client.open('/download'), (e) => codeOf(e) === failure);
  });
});

describe('nothing can be changed', () => {
  const change = async (
    name: string,
    work: (sftp: SftpClient['sftp'], done: (error?: Error | null) => void) => unknown,
  ) => {
    assert.equal(await client.code((done) => work(client.sftp, done)), permissionDenied, name);
  };

  test('not by any request of the protocol', async () => {
    const file = settlement;
    await change('new file', (sftp, done) => sftp.open('/new.txt', 'w', done));
    await change('overwrite', (sftp, done) => sftp.open(file, 'w', done));
    await change('append', (sftp, done) => sftp.open(file, 'a', done));
    await change('read and write', (sftp, done) => sftp.open(file, 'r+', done));
    await change('remove', (sftp, done) => sftp.unlink(file, done));
    await change('rename', (sftp, done) => sftp.rename(file, 'b.txt', done));
    await change('make folder', (sftp, done) => sftp.mkdir('/new', done));
    await change('remove folder', (sftp, done) => sftp.rmdir('/download', done));
    await change('attributes', (sftp, done) => sftp.setstat(file, { mode: 0o666 }, done));
    await change('link', (sftp, done) => sftp.symlink(file, '/link', done));
    const handle = await client.open(file);
    await change('write', (sftp, done) => sftp.write(handle, Buffer.from('x'), 0, 1, 0, done));
    await change('open attributes', (sftp, done) => sftp.fsetstat(handle, { mode: 0o666 }, done));
    await client.close(handle);
    assert.equal((await client.fetch(file)).toString(), 'settled');
  });

  test('and there are no links to follow', async () => {
    const code = await client.code((done) => client.sftp.readlink(settlement, done));
    assert.equal(code, noSuchFile);
  });
});

describe('sessions', () => {
  test('a folder that is read again shows the file that was made since', async () => {
    world.shelf.put(partner, 'new.txt', 'new');
    assert.ok((await client.names('/download')).includes('new.txt'));
    assert.equal((await client.fetch('new.txt')).toString(), 'new');
    world.shelf.remove(partner, 'new.txt');
  });

  test('fetching many files asks for the list once a second, not once for each', async () => {
    await client.names('/');
    const before = world.shelf.lists;
    for (let time = 0; time < 20; time++) await client.stat(settlement);
    assert.ok(world.shelf.lists - before <= 2, `${world.shelf.lists - before} lists`);
  });

  test('whatever a client leaves open is closed when it goes', async () => {
    const other = await connectSftp(world.port, partner);
    await other.open(settlement);
    await other.open(transactions);
    assert.equal(world.shelf.held, 2);
    const closed = once(other.ssh, 'close');
    other.ssh.destroy();
    await closed;
    await client.names('/');
    await client.names('/');
    assert.equal(world.shelf.held, 0);
  });

  test('no more than 64 files are open in one', async () => {
    const handles = await Promise.all(Array.from({ length: 64 }, () => client.open(settlement)));
    await assert.rejects(client.open(settlement), (error) => codeOf(error) === failure);
    await assert.rejects(client.readdir('/'), (error) => codeOf(error) === failure);
    await Promise.all(handles.map((handle) => client.close(handle)));
    assert.equal((await client.fetch(settlement)).toString(), 'settled');
  });

  test('there are four at most on one connection, and a closed one makes room', async () => {
    const ssh = await connectSsh(world.port, partner);
    const opened = await Promise.all([1, 2, 3, 4].map(() => openSftp(ssh)));
    await assert.rejects(openSftp(ssh));
    const [first] = opened;
    assert.ok(first);
    const closed = once(first.sftp, 'close');
    first.sftp.end();
    await closed;
    const again = await openSftp(ssh);
    assert.ok((await again.names('/')).includes('download'));
    await again.end();
  });

  test('a client that ends its side gets exit status 0, and the channel is closed', async () => {
    const ssh = await connectSsh(world.port, partner);
    const status = await new Promise((resolve, reject) => {
      ssh.subsys('sftp', (error, channel) => {
        if (error) return reject(error);
        channel.on('exit', resolve);
        channel.resume();
        channel.end();
      });
    });
    assert.equal(status, 0);
    ssh.end();
  });

  test('two servers over one database have the same keys and the same partners', async () => {
    const second = await world.another();
    const seen: string[] = [];
    for (const port of [world.port, second.port]) {
      const other = await connectSftp(port, partner, {
        password: 'secret',
        hostHash: 'sha256',
        hostVerifier: (hash: string) => seen.push(hash) > 0,
      });
      assert.equal((await other.fetch(settlement)).toString(), 'settled');
      await other.end();
    }
    assert.equal(seen[0], seen[1]);
    await second.server.stop();
  });
});

describe('when the database fails', () => {
  test('the client gets a failure, the log the cause, and later requests succeed', async () => {
    world.failures.length = 0;
    const handle = await client.open(settlement);
    world.shelf.failure = new Error('the database is gone');
    const failed = (error: unknown) =>
      codeOf(error) === failure && /cannot be read at the moment/.test(String(error));
    await assert.rejects(client.readdir('/'), failed);
    await assert.rejects(client.read(handle, 0, 1), failed);
    world.shelf.failure = undefined;
    assert.equal(world.failures.length, 2);
    assert.equal((await client.read(handle, 0, 7)).toString(), 'settled');
    await client.close(handle);
  });
});

test('a server that stops ends the sessions and lets go of the port', async () => {
  const { server, port } = await world.another();
  const other = await connectSftp(port, partner);
  await other.open(settlement);
  const closed = once(other.ssh, 'close');
  await server.stop();
  await closed;
  assert.equal(server.connections, 0);
  await assert.rejects(connectSsh(port, partner), /ECONNREFUSED/);
});
