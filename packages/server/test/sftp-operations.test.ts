/**
 * Goal: an operator sets a partner's SFTP log-in, by the operations API and the command line, and
 * sees the current settings.
 * Method: the API over a real database; commands against a server that they start.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { secret } from '@sampan/primitives';
import { makeKeyPair } from '@sampan/sftp-server';
import { makeSystemKeys } from '#test-kit';
import { connectSftp, connectSsh } from '../../sftp-server/test/sftp-client.ts';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';
import { type RunningSampan, startSampan } from './sampan-process.ts';

const pair = await makeKeyPair('ed25519');
const line = pair.publicKey.split(' ').slice(0, 2).join(' ');

type Body = Readonly<Record<string, unknown>>;

describe('the operations API', () => {
  let world: OperationsWorld;
  before(async () => {
    world = await operationsWorld();
  });
  after(() => world.close());

  async function put(id: string, body: unknown, port = world.port, headers = {}) {
    const response = await fetch(`http://127.0.0.1:${port}/admin/partners/${id}/sftp`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Body;
    return { status: response.status, body: answer, error: answer['error'] as Body | undefined };
  }

  test('tells that a partner has no log-in until it is given one', async () => {
    const id = await world.partner();
    const { body } = await world.get(`/admin/partners/${id}/sftp`);
    const nothing = { logIn: id, hasPassword: false, keys: [], addresses: [], from: 'everywhere' };
    assert.deepEqual(body, nothing);
  });

  test('changes what is named, keeps the rest, and never tells a password', async () => {
    const id = await world.partner();
    await put(id, { password: 'a good password' });
    await put(id, { keys: `# key of the till\n${line}\n` });
    const { status, body } = await put(id, { allow: '::ffff:203.0.113.7, 2001:DB8::/32' });
    assert.equal(status, 200);
    assert.equal(body['hasPassword'], true);
    assert.deepEqual(body['addresses'], ['203.0.113.7', '2001:db8::/32']);
    assert.equal(body['from'], 'addresses');
    const [key] = body['keys'] as Body[];
    assert.equal(key?.['key'], line);
    assert.match(String(key?.['fingerprint']), /^SHA256:[A-Za-z0-9+/]{43}$/);
    assert.ok(!JSON.stringify(body).includes('scrypt'));
    assert.deepEqual((await world.get(`/admin/partners/${id}/sftp`)).body, body);
    const [row] = await world.sql('select password from sftp_users where partner_id = $1', [id]);
    assert.match(String(row?.['password']), /^scrypt\$16384\$8\$1\$/);
  });

  test('an empty text takes away', async () => {
    const id = await world.partner();
    await put(id, { password: 'twelve chars', keys: line, allow: '10.0.0.1' });
    const { body } = await put(id, { password: '', keys: '', allow: '' });
    assert.deepEqual([body['hasPassword'], body['keys'], body['addresses']], [false, [], []]);
  });

  test('refuses what it cannot use, with the field and the reason', async () => {
    const id = await world.partner();
    const table: readonly (readonly [Body, string, RegExp])[] = [
      [{ password: 'two lines\nof it' }, 'password', /12 to 128 characters/],
      [{ password: 'elevenchars' }, 'password', /12 to 128 characters/],
      [{ password: 'x'.repeat(129) }, 'password', /12 to 128 characters/],
      [{ password: 5 }, 'password', /12 to 128 characters/],
      [{ keys: 'ssh-rsa AAAA' }, 'keys', /damaged ssh-rsa key/],
      [{ keys: pair.privateKey }, 'keys', /private key/],
      [{ keys: `command="ls" ${line}` }, 'keys', /does not begin with/],
      [{ allow: '10.0.0.0/33' }, 'allow', /10\.0\.0\.0\/33/],
      [{ allow: 'shop.example' }, 'allow', /shop\.example/],
      [{ pasword: 'x' }, 'pasword', /no field pasword/],
    ];
    for (const [body, field, message] of table) {
      const { status, error } = await put(id, body);
      assert.deepEqual([status, error?.['field']], [400, field], JSON.stringify(body));
      assert.match(String(error?.['message']), message);
    }
    const { body } = await world.get(`/admin/partners/${id}/sftp`);
    assert.equal(body['hasPassword'], false);
  });

  test('answers 404 for an unknown partner', async () => {
    for (const id of ['2088999999999999', 'x', '%00']) {
      assert.equal((await put(id, { password: 'twelve chars' })).status, 404, id);
      assert.equal((await world.get(`/admin/partners/${id}/sftp`)).status, 404, id);
    }
  });

  test('makes a partner together with its log-in, or not at all', async () => {
    const { status, body } = await world.post('/admin/partners', {
      contract: 'global',
      id: '2088000000000777',
      sftpPassword: 'twelve chars',
      sftpKeys: line,
      sftpAllow: '127.0.0.1',
    });
    assert.equal(status, 201);
    assert.ok(!('sftpPassword' in body));
    const { body: made } = await world.get('/admin/partners/2088000000000777/sftp');
    assert.deepEqual([made['hasPassword'], made['addresses']], [true, ['127.0.0.1']]);
    const bad = { contract: 'hk', id: '2088000000000778', sftpAllow: 'nonsense' };
    assert.equal((await world.post('/admin/partners', bad)).error?.['field'], 'sftpAllow');
    assert.equal((await world.get('/admin/partners/2088000000000778')).status, 404);
  });

  test('shows by which keys the server is known, the same ones each time', async () => {
    await makeSystemKeys(world.ownerUrl, world.machine.now());
    const { body } = await world.get('/admin/sftp');
    const keys = body['hostKeys'] as Body[];
    const types = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa'];
    assert.deepEqual(
      keys.map(({ type }) => type),
      types,
    );
    assert.deepEqual((await world.get('/admin/sftp')).body, body);
    assert.ok(!JSON.stringify(body).includes('PRIVATE'));
  });

  test('outside the sandbox shows that no address is allowed yet', async () => {
    const strict = await operationsWorld({ kind: 'token', token: secret('t') });
    try {
      const headers = { authorization: 'Bearer t' };
      const id = await strict.partner();
      assert.equal((await put(id, { password: 'short' }, strict.port)).status, 401);
      const short = await put(id, { password: 'elevenchars' }, strict.port, headers);
      assert.match(String(short.error?.['message']), /12 to 128 characters/);
      const long = await put(id, { password: 'twelve chars' }, strict.port, headers);
      assert.deepEqual([long.status, long.body['from']], [200, 'nowhere']);
    } finally {
      await strict.close();
    }
  });
});

describe('the command line', () => {
  let server: RunningSampan;
  let folder: string;
  let port: number;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sampan-keys-'));
    server = await startSampan(['--demo']);
    port = Number(String(server.addresses['sftp']).split(':').at(-1));
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('makes a partner that fetches its files at once', async () => {
    const words = ['--contract', 'hk', '--sftp-password', 'a long secret'];
    const { id } = await server.ask('partner', 'create', ...words);
    const client = await connectSftp(port, String(id), { password: 'a long secret' });
    assert.deepEqual(await client.names('/'), ['download']);
    await client.end();
  });

  test('gives one a key, shuts out an address, and shows the result', async () => {
    const { id } = await server.ask('partner', 'create', '--contract', 'hk');
    const partner = String(id);
    const file = join(folder, 'till.pub');
    await writeFile(file, `${pair.publicKey}\n`);
    const shown = await server.ask('partner', 'sftp', partner, '--key', file);
    assert.deepEqual([shown['hasPassword'], shown['from']], [false, 'everywhere']);
    const credentials = { privateKey: pair.privateKey };
    (await connectSsh(port, partner, credentials)).end();
    await server.ask('partner', 'sftp', partner, '--allow', '192.0.2.0/24');
    await assert.rejects(connectSsh(port, partner, credentials), /authentication methods failed/);
    await server.ask(
      'partner',
      'sftp',
      partner,
      '--allow',
      '',
      '--key',
      '',
      '--password',
      'another secret',
    );
    await assert.rejects(connectSsh(port, partner, credentials), /authentication methods failed/);
    (await connectSsh(port, partner, { password: 'another secret' })).end();
    const { stdout } = await server.run('partner', 'sftp', partner);
    const keys = shown['hostKeys'] as Body[];
    assert.ok(stdout.includes(String(keys[0]?.['fingerprint'])), stdout);
    assert.match(stdout, /password +yes\nfrom +everywhere\n/);
    assert.equal(server.addresses['sftpHostKey'], keys[0]?.['fingerprint']);
  });

  test('says what is wrong', async () => {
    const missing = await server.run('partner', 'sftp', '2088000000000001', '--key', '/no/file');
    assert.deepEqual([missing.code, missing.stderr.includes('--key: /no/file')], [2, true]);
    const unknown = await server.run('partner', 'sftp', '2088999999999999');
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /There is no partner 2088999999999999/);
  });
});

test('a server without the role opens no such port', async () => {
  const server = await startSampan(['--demo', '--roles', 'gateway,worker']);
  try {
    assert.equal(server.addresses['sftp'], '');
  } finally {
    await server.stop();
  }
});
