/**
 * Goal: a partner logs in with its password or key from its own addresses; others learn nothing.
 * Method: the client of the ssh2 library against a real server, and the rules alone with a manual
 * clock.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type PartnerId, secret } from '@sampan/primitives';
import { systemTimers, usualCost } from '@sampan/primitives/node';
import { type KeyPair, makeKeyPair } from '@sampan/sftp-server';
import ssh2, { type AuthenticationType } from 'ssh2';
import { LogIn } from '#sftp';
import { ManualTimers } from '#test-kit';
import { connectSftp, connectSsh } from '../../sftp-server/test/sftp-client.ts';
import { type SftpWorld, sftpWorld } from './sftp-world.ts';

const pairs = {
  ed25519: await makeKeyPair('ed25519'),
  ecdsa: await makeKeyPair('ecdsa'),
  rsa: await makeKeyPair('rsa'),
};

const refused = /All configured authentication methods failed/;

let world: SftpWorld;
const timers = new ManualTimers();
before(async () => {
  world = await sftpWorld({ timers });
});
// What failed in one test is forgotten in the next.
beforeEach(() => timers.advanceMs(3_600_000));
after(() => world.close());

const suspend = (id: PartnerId) => world.changePartner(id, { status: 'suspended' });

describe('a password', () => {
  test('lets its partner in, and no other', async () => {
    const partner = await world.user({ plain: '密碼 with blanks' });
    const client = await connectSsh(world.port, partner, { password: '密碼 with blanks' });
    client.end();
    for (const password of ['secret', '', 'x'.repeat(10_000)]) {
      await assert.rejects(connectSsh(world.port, partner, { password }), refused);
    }
  });

  test('is worth nothing to a name that is none, or may not log in', async () => {
    const noLogIn = await world.partner();
    const gone = await world.user();
    await suspend(gone);
    const keysOnly = await world.user();
    await world.change(keysOnly, { password: 'none' });
    for (const name of ['root', '', '2088999999999999', noLogIn, gone, keysOnly, 'a\0b', "'--"]) {
      await assert.rejects(connectSsh(world.port, name), refused, name);
    }
    assert.deepEqual(world.failures, []);
  });

  test('that is wrong six times ends the connection', async () => {
    const partner = await world.user();
    const client = new ssh2.Client();
    let asked = 0;
    client.connect({
      host: '127.0.0.1',
      port: world.port,
      username: partner,
      authHandler: (_left, _partial, next) => {
        asked += 1;
        next({ type: 'password' as const, username: partner, password: `wrong ${asked}` });
      },
    });
    await once(client, 'close');
    assert.equal(asked, 6);
  });
});

describe('a prompt, for programs that know no other log-in', () => {
  interface Prompt {
    readonly prompt: string;
    readonly echo?: boolean;
  }

  /** Logs in by keyboard-interactive only; answers what was asked. */
  async function answer(
    partner: string,
    answers: readonly (readonly string[])[],
    port = world.port,
  ) {
    const asked: Prompt[][] = [];
    const left = [...answers];
    const client = await connectSsh(port, partner, {
      authHandler: (_left, _partial, next) => {
        const its = left.shift();
        if (!its) return next(false as never);
        next({
          type: 'keyboard-interactive' as const,
          username: partner,
          prompt: (_name, _instructions, _language, prompts, finish) => {
            asked.push(prompts as Prompt[]);
            finish([...its]);
          },
        });
      },
    });
    client.end();
    return asked;
  }

  test('asks once for the password, unseen, and lets in', async () => {
    const partner = await world.user({ plain: '密碼 with blanks' });
    const asked = await answer(partner, [['密碼 with blanks']]);
    assert.deepEqual(asked, [[{ prompt: 'Password:', echo: false }]]);
  });

  test('refuses a wrong password and answers of another shape; the next prompt may be right', async () => {
    const partner = await world.user();
    const wrong = [['wrong'], [], ['secret', 'secret'], [''], ['x'.repeat(30_000)]];
    for (const its of wrong) await assert.rejects(answer(partner, [its]), refused);
    assert.equal((await answer(partner, [['wrong'], ['secret']])).length, 2);
    assert.deepEqual(world.failures, []);
  });

  test('counts what is wrong as it counts passwords: six end the connection, twenty the log-in', async () => {
    const { server, port } = await world.another();
    const partner = await world.user();
    const wrong = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? ['wrong'] : []));
    await assert.rejects(answer(partner, wrong, port), /closed the connection/);
    for (let time = 0; time < 14; time++)
      await assert.rejects(answer(partner, [['wrong']]), refused);
    await assert.rejects(answer(partner, [['secret']]), refused);
    await assert.rejects(connectSsh(world.port, partner), refused);
    await server.stop();
  });
});

describe('a key', () => {
  const lineOf = ({ publicKey }: KeyPair) => publicKey.split(' ').slice(0, 2).join(' ');

  for (const [kind, pair] of Object.entries(pairs)) {
    test(`of ${kind} admits the holder of the private key`, async () => {
      const partner = await world.user({ keys: [lineOf(pair)] });
      const client = await connectSftp(world.port, partner, { privateKey: pair.privateKey });
      assert.deepEqual(await client.names('/'), ['download']);
      await client.end();
    });
  }

  test('of another partner is refused, and so is a removed one', async () => {
    const partner = await world.user({ keys: [lineOf(pairs.ed25519)] });
    const stranger = { privateKey: pairs.ecdsa.privateKey };
    await assert.rejects(connectSsh(world.port, partner, stranger), refused);
    await world.change(partner, { keys: [] });
    const own = { privateKey: pairs.ed25519.privateKey };
    await assert.rejects(connectSsh(world.port, partner, own), refused);
    const client = await connectSsh(world.port, partner);
    client.end();
  });

  test('that the server does not know may be offered before the password is given', async () => {
    const partner = await world.user();
    const client = await connectSsh(world.port, partner, {
      privateKey: pairs.rsa.privateKey,
      password: 'secret',
    });
    client.end();
  });
});

describe('an address', () => {
  const table: readonly (readonly [string, readonly string[], boolean])[] = [
    ['its own', ['127.0.0.1'], true],
    ['its network', ['10.0.0.0/8', '127.0.0.0/8'], true],
    ['another network', ['10.0.0.0/8', '2001:db8::/32'], false],
  ];
  for (const [name, addresses, mayEnter] of table) {
    test(`${name}: ${mayEnter ? 'lets in' : 'keeps out'}`, async () => {
      const partner = await world.user({ addresses });
      const connecting = connectSsh(world.port, partner);
      if (mayEnter) (await connecting).end();
      else await assert.rejects(connecting, refused);
    });
  }

  test('is required outside the sandbox: without a list there is no log-in', async () => {
    const { reader } = world;
    const strict = new LogIn({ reader, timers: systemTimers, openToAll: false });
    const open = await world.user();
    const listed = await world.user({ addresses: ['192.0.2.0/24'] });
    const from = (name: string) => ({ name, address: '::ffff:192.0.2.7' });
    assert.equal(await strict.withPassword(from(open), secret('secret')), undefined);
    assert.equal(await strict.withPassword(from(listed), secret('secret')), listed);
  });
});

describe('guessing', () => {
  const here = '127.0.0.1';
  let timers: ManualTimers;
  let door: LogIn;
  beforeEach(() => {
    timers = new ManualTimers();
    door = new LogIn({ reader: world.reader, timers, openToAll: true });
  });
  const guess = (name: string, address: string, password = 'wrong') =>
    door.withPassword({ name, address }, secret(password));

  test('a password from many addresses is slowed down; later the right one is taken', async () => {
    const partner = await world.user();
    for (let time = 0; time < 20; time++) await guess(partner, `192.0.2.${time}`);
    assert.equal(await guess(partner, here, 'secret'), undefined);
    timers.advanceMs(60_000);
    assert.equal(await guess(partner, here, 'secret'), partner);
    assert.equal(await guess(partner, here, 'secret'), partner);
  });

  test('from one address is slowed down whatever the names are; others come in', async () => {
    const partner = await world.user();
    for (let time = 0; time < 40; time++) await guess(`20880000000000${10 + time}`, here);
    assert.equal(await guess(partner, here, 'secret'), undefined);
    assert.equal(await guess(partner, '192.0.2.1', 'secret'), partner);
  });

  test('from other addresses cannot lock a partner out', async () => {
    const partner = await world.user({ addresses: [here] });
    for (let time = 0; time < 30; time++) await guess(partner, `192.0.2.${time}`);
    assert.equal(await guess(partner, here, 'secret'), partner);
  });

  test('is not what many right log-ins at once look like', async () => {
    const partner = await world.user();
    const logIns = Array.from({ length: 15 }, () => guess(partner, here, 'secret'));
    assert.deepEqual(new Set(await Promise.all(logIns)), new Set([partner]));
  });

  test('a name takes as long as guessing a password', async () => {
    const partner = await world.user({ cost: usualCost });
    const timeOf = async (name: string) => {
      const times: number[] = [];
      for (let time = 0; time < 5; time++) {
        // What is spent on a guess, in all threads: time on the wall also tells of the neighbours.
        const before = process.cpuUsage();
        await guess(name, here);
        const { user, system } = process.cpuUsage(before);
        times.push((user + system) / 1_000);
      }
      return times.sort((a, b) => a - b)[2] ?? 0;
    };
    await guess(partner, here);
    const known = await timeOf(partner);
    for (const name of ['2088999999999999', 'root']) {
      const unknown = await timeOf(name);
      assert.ok(unknown > known / 3 && unknown < known * 3, `${unknown} ms against ${known} ms`);
    }
  });
});

describe('who is in', () => {
  test('is let go when the partner is suspended', async () => {
    const partner = await world.user();
    world.shelf.put(partner, 'a.txt', 'a');
    const client = await connectSftp(world.port, partner);
    await client.open('a.txt');
    await suspend(partner);
    const closed = once(client.ssh, 'close');
    await assert.rejects(client.open('a.txt'));
    await closed;
  });

  test('cannot be found out when the database fails; the next one is let in', async () => {
    const partner = await world.user();
    world.failures.length = 0;
    await world.sql('alter table sftp_users rename to lost');
    await assert.rejects(connectSsh(world.port, partner), /closed the connection/);
    await world.sql('alter table lost rename to sftp_users');
    assert.equal(world.failures.length, 1);
    const client = await connectSsh(world.port, partner);
    client.end();
  });
});

describe('programs that only know SHA-1', () => {
  const rsa = pairs.rsa;
  const line = rsa.publicKey.split(' ').slice(0, 2).join(' ');
  const old = {
    'key exchange': { kex: ['diffie-hellman-group14-sha1'] },
    'the oldest key exchange': { kex: ['diffie-hellman-group1-sha1'] },
    'host key signatures': { serverHostKey: ['ssh-rsa'] },
    'integrity codes': { hmac: ['hmac-sha1'], cipher: ['aes128-ctr'] },
  } as const;
  let legacy: SftpWorld;
  before(async () => {
    legacy = await sftpWorld({ timers: new ManualTimers(), legacy: true });
  });
  after(() => legacy.close());

  for (const [name, algorithms] of Object.entries(old)) {
    test(`in ${name} get in by the setting and not without it`, async () => {
      const given = { password: 'secret', algorithms: algorithms as unknown as ssh2.Algorithms };
      const client = await connectSftp(legacy.port, await legacy.user(), given);
      assert.deepEqual(await client.names('/'), ['download']);
      await client.end();
      await assert.rejects(connectSsh(world.port, await world.user(), given), /no matching/);
    });
  }

  test('in signatures get in by the setting and not without it', async () => {
    const sign = async (its: SftpWorld) => {
      const partner = await its.user({ keys: [line], password: 'none' });
      return connectOldSigner(its.port, partner, rsa.privateKey);
    };
    (await sign(legacy)).end();
    await assert.rejects(sign(world), refused);
  });

  test('still know the server by its safe keys, and safe programs never fall back', async () => {
    const chosen = async (port: number) => {
      const ssh = new ssh2.Client();
      ssh.on('error', () => undefined);
      const handshake = once(ssh, 'handshake');
      ssh.connect({ host: '127.0.0.1', port, username: 'nobody', password: 'x' });
      const [negotiated] = (await handshake) as [ssh2.NegotiatedAlgorithms];
      ssh.end();
      return [negotiated.kex, negotiated.serverHostKey, negotiated.cs.mac];
    };
    assert.deepEqual(await chosen(legacy.port), await chosen(world.port));
  });
});

test('a client is offered keys, a prompt and passwords, and nothing else', async () => {
  const client = new ssh2.Client();
  const offered = new Promise<readonly AuthenticationType[]>((resolve) => {
    client.connect({
      host: '127.0.0.1',
      port: world.port,
      username: 'nobody',
      authHandler: (left, _partial, next) => {
        if (!left) return next('none');
        resolve(left);
        next(false as never);
      },
    });
  });
  client.on('error', () => undefined);
  assert.deepEqual(await offered, ['publickey', 'keyboard-interactive', 'password']);
  client.end();
});

/** A client that has never heard that a server may know SHA-2, and signs with SHA-1. */
async function connectOldSigner(port: number, username: string, privateKey: string) {
  const ssh = new ssh2.Client();
  const ready = new Promise<void>((resolve, reject) => {
    ssh.once('ready', resolve);
    ssh.once('error', reject);
  });
  ssh.on('error', () => undefined);
  ssh.connect({ host: '127.0.0.1', port, username, privateKey, readyTimeout: 30_000 });
  const { _handlers } = (ssh as unknown as { _protocol: { _handlers: Record<string, unknown> } })
    ._protocol;
  _handlers['EXT_INFO'] = () => undefined;
  await ready;
  return ssh;
}
