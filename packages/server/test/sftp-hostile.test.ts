/**
 * Goal: misbehaving clients do not affect others, and gone clients leave nothing behind.
 * Method: raw sockets, channels with raw bytes, and a client of the ssh2 library that violates SSH.
 * Time is moved by hand.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { type SftpServer, usualLimits } from '@sampan/sftp-server';
import ssh2, { type ClientChannel } from 'ssh2';
import { ManualTimers } from '#test-kit';
import { connectSftp, connectSsh, openSftp } from '../../sftp-server/test/sftp-client.ts';
import { type SftpWorld, sftpWorld } from './sftp-world.ts';

let world: SftpWorld;
let timers: ManualTimers;
let partner: PartnerId;
before(async () => {
  timers = new ManualTimers();
  world = await sftpWorld({ timers });
  partner = await world.user();
  world.shelf.put(partner, 'a.txt', 'all is well');
});
after(() => world.close());

/** A well-behaved client is served. */
async function serves(port = world.port): Promise<void> {
  const client = await connectSftp(port, partner);
  assert.equal((await client.fetch('a.txt')).toString(), 'all is well');
  await client.end();
}

/** Opens a socket whose end is awaited; the server may reset it. */
function raw(port: number): { socket: Socket; closed: Promise<unknown> } {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  return { socket, closed: whenever(socket, 'close') };
}

/** As `once`, but an error before it is no failure: the server hangs up while something is written. */
const whenever = (socket: Socket, event: 'close' | 'drain') =>
  new Promise<void>((resolve) => socket.once(event, () => resolve()));

/** Settles when the server has no client any more. */
async function emptied(server: SftpServer<PartnerId>): Promise<void> {
  for (let turn = 0; server.connections > 0 && turn < 100_000; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(server.connections, 0);
}

/** Settles when the connection is closed, with an error or without. */
const closeOf = (ssh: ssh2.Client): Promise<unknown> =>
  new Promise<void>((resolve) => ssh.once('close', () => resolve()));

/** A channel with the subsystem, and the bytes in the hands of the test. */
function rawChannel(ssh: ssh2.Client): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    ssh.subsys('sftp', (error, channel) => {
      if (error) return reject(error);
      channel.on('error', () => undefined);
      resolve(channel);
    });
  });
}

/** The part of the library that writes packets, to write such as it would not. */
interface Writer {
  session(channel: number, window: number, packetSize: number): void;
  channelData(channel: number, data: Buffer): void;
}
const writerOf = (ssh: ssh2.Client): Writer =>
  (ssh as unknown as { readonly _protocol: Writer })._protocol;

/** Sends bytes as one packet of SSH. */
function packetOf(ssh: ssh2.Client, payload: Buffer): void {
  interface Packets {
    readonly _packetRW: {
      readonly write: {
        readonly allocStart: number;
        alloc(size: number): Buffer;
        finalize(packet: Buffer): Buffer;
      };
    };
    readonly _cipher: { encrypt(packet: Buffer): void };
  }
  const protocol = (ssh as unknown as { readonly _protocol: Packets })._protocol;
  const { write } = protocol._packetRW;
  const packet = write.alloc(payload.length);
  packet.set(payload, write.allocStart);
  protocol._cipher.encrypt(write.finalize(packet));
}

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const string = (text: string) => Buffer.concat([uint32(text.length), Buffer.from(text)]);
const packet = (type: number, ...fields: Buffer[]) => {
  const body = Buffer.concat([Buffer.of(type), ...fields]);
  return Buffer.concat([uint32(body.length), body]);
};
const greeting = packet(1, uint32(3));

describe('answers to a prompt', () => {
  test('are not made room for because a client claims to have millions', async () => {
    const ssh = new ssh2.Client();
    ssh.on('error', () => undefined);
    const closed = closeOf(ssh);
    let heldBytes = 0;
    ssh.connect({
      host: '127.0.0.1',
      port: world.port,
      username: partner,
      authHandler: (_left, _partial, next) =>
        next({
          type: 'keyboard-interactive' as const,
          username: partner,
          prompt: () => {
            heldBytes = process.memoryUsage().heapUsed;
            packetOf(ssh, Buffer.concat([Buffer.of(61), uint32(33_554_430)]));
          },
        }),
    });
    ssh.once('close', () => {
      heldBytes = process.memoryUsage().heapUsed - heldBytes;
    });
    await closed;
    assert.ok(heldBytes < 100_000_000, `${heldBytes} bytes`);
    await serves();
  });
});

describe('bytes that are no SSH', () => {
  const openings: readonly (readonly [string, Buffer])[] = [
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['an old version', Buffer.from('SSH-1.5-old\r\n')],
    ['garbage after the greeting', Buffer.from(`SSH-2.0-x\r\n${'\xff'.repeat(400)}`, 'latin1')],
    ['a huge packet', Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), uint32(0xffff_fff0)])],
    ['an empty packet', Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), uint32(0), Buffer.alloc(64)])],
    ['chance', randomBytes(100_000)],
    ['a greeting without end', Buffer.alloc(10_000_000, 'x')],
    ['lines without end', Buffer.from('hello\r\n'.repeat(100_000))],
  ];
  for (const [name, bytes] of openings) {
    test(`${name}: the connection is closed, others are served`, async () => {
      const { socket, closed } = raw(world.port);
      socket.write(bytes);
      // Some of it could still become a greeting; then the time to log in is over.
      await Promise.race([closed, whenever(socket, 'drain'), serves()]);
      timers.advanceMs(usualLimits.logInMs + 1_000);
      await closed;
      await serves();
      await emptied(world.server);
    });
  }

  test('a real client cut off at any byte leaves nothing', async () => {
    for (const cut of [1, 20, 30, 200, 1_200, 1_500, 2_000, 2_200]) {
      const through = connect(world.port, '127.0.0.1');
      through.on('error', () => undefined);
      const client = new ssh2.Client();
      client.on('error', () => undefined);
      let sent = 0;
      const write = through.write.bind(through);
      through.write = ((chunk: Buffer) => {
        sent += chunk.length;
        if (sent < cut) return write(chunk);
        through.destroy();
        return false;
      }) as typeof through.write;
      const gone = once(through, 'close');
      client.connect({ sock: through, username: partner, password: 'secret' });
      await Promise.race([gone, once(client, 'ready')]);
      through.destroy();
      client.destroy();
    }
    await emptied(world.server);
    await serves();
  });
});

describe('too many', () => {
  test('silent connections hold only as many places as their address has, and not for long', async () => {
    const max = usualLimits.connectionsPerAddressMax;
    const silent = Array.from({ length: max }, () => raw(world.port));
    await Promise.all(silent.map(({ socket }) => once(socket, 'data')));
    const extra = raw(world.port);
    await extra.closed;
    assert.equal(world.server.connections, max);
    timers.advanceMs(usualLimits.logInMs - 1);
    assert.equal(world.server.connections, max);
    timers.advanceMs(1_001);
    await Promise.all(silent.map(({ closed }) => closed));
    await emptied(world.server);
    await serves();
  });

  test('connections in total', async () => {
    const { server, port } = await world.another({ connectionsMax: 2 });
    const [first, second] = [raw(port), raw(port)];
    await Promise.all([once(first.socket, 'data'), once(second.socket, 'data')]);
    await raw(port).closed;
    first.socket.destroy();
    await first.closed;
    second.socket.destroy();
    await second.closed;
    await emptied(server);
    await serves(port);
    await server.stop();
  });

  test('log-ins on one connection, of whatever kind', async () => {
    const client = new ssh2.Client();
    client.on('error', () => undefined);
    let asked = 0;
    client.connect({
      host: '127.0.0.1',
      port: world.port,
      username: partner,
      authHandler: (_left, _partial, next) => {
        asked += 1;
        next('none');
      },
    });
    await closeOf(client);
    assert.equal(asked, usualLimits.logInRequestsMax + 1);
    await emptied(world.server);
  });
});

describe('a client that has nothing to do', () => {
  test('is let go after ten minutes; one that works is not', async () => {
    const idle = await connectSftp(world.port, partner);
    const busy = await connectSftp(world.port, partner);
    const closed = closeOf(idle.ssh);
    for (let minute = 0; minute < 10; minute++) {
      timers.advanceMs(60_000);
      await busy.names('/');
    }
    timers.advanceMs(1_000);
    await closed;
    await busy.names('/');
    await busy.end();
    await emptied(world.server);
  });
});

describe('nothing else of SSH', () => {
  let ssh: ssh2.Client;
  beforeEach(async () => {
    ssh = await connectSsh(world.port, partner);
  });
  const refusedWith = (ask: (done: (error?: Error | null) => void) => unknown) =>
    new Promise<unknown>((resolve) => ask((error) => resolve(error)));
  const asks: Readonly<
    Record<string, (client: ssh2.Client, done: (e?: Error | null) => void) => unknown>
  > = {
    'a shell': (client, done) => client.shell(done),
    'a shell without terminal': (client, done) => client.shell(false, done),
    'a command': (client, done) => client.exec('id', done),
    'a command with terminal': (client, done) => client.exec('id', { pty: true }, done),
    'a command with environment': (client, done) => client.exec('id', { env: { A: 'b' } }, done),
    'a command with X11': (client, done) => client.exec('id', { x11: true }, done),
    'another subsystem': (client, done) => client.subsys('netconf', done),
    'a connection to elsewhere': (client, done) => client.forwardOut('a', 1, 'b', 2, done),
    'a port here': (client, done) => client.forwardIn('127.0.0.1', 0, done),
    'a socket here': (client, done) => client.openssh_forwardInStreamLocal('/tmp/x', done),
    'a socket of ours': (client, done) => client.openssh_forwardOutStreamLocal('/tmp/x', done),
  };
  for (const [name, ask] of Object.entries(asks)) {
    test(`${name} is refused, and files are still served`, async () => {
      assert.ok((await refusedWith((done) => ask(ssh, done))) instanceof Error);
      const client = await openSftp(ssh);
      assert.equal((await client.fetch('a.txt')).toString(), 'all is well');
      await client.end();
    });
  }
});

describe('bytes that are no SFTP', () => {
  const table: readonly (readonly [string, readonly Buffer[]])[] = [
    ['a request before the greeting', [packet(11, uint32(1), string('/'))]],
    ['two greetings', [greeting, greeting]],
    ['a length of nothing', [greeting, uint32(0)]],
    ['a length without end', [greeting, uint32(0xffff_ffff)]],
    ['fields without end', [greeting, packet(3, uint32(1), uint32(0x7fff_ffff))]],
    ['chance', [greeting, Buffer.concat([uint32(20), randomBytes(20), uint32(0xff00_0000)])]],
  ];
  for (const [name, chunks] of table) {
    test(`${name}: the channel is closed with a status, the connection goes on`, async () => {
      const ssh = await connectSsh(world.port, partner);
      const channel = await rawChannel(ssh);
      const exit = once(channel, 'exit');
      const closed = once(channel, 'close');
      channel.resume();
      for (const chunk of chunks) channel.write(chunk);
      assert.deepEqual((await exit)[0], 1);
      await closed;
      const client = await openSftp(ssh);
      assert.ok((await client.names('/')).includes('a.txt'));
      await client.end();
    });
  }
});

describe('a client that breaks the rules of its channel', () => {
  test('that takes packets of no bytes is let go: there is no way to send it anything', async () => {
    for (const packetSize of [0, 1, 1_023]) {
      const ssh = await connectSsh(world.port, partner);
      const writer = writerOf(ssh);
      const open = writer.session.bind(writer);
      writer.session = (channel, window) => open(channel, window, packetSize);
      const closed = closeOf(ssh);
      ssh.subsys('sftp', () => undefined);
      await closed;
    }
    await serves();
  });

  test('that asks for everything and takes nothing costs no more than its window', async () => {
    world.shelf.putLarge(partner, 'large.bin', 1_000_000_000);
    const ssh = await connectSsh(world.port, partner);
    const channel = await rawChannel(ssh);
    const readsBefore = world.shelf.reads;
    channel.write(greeting);
    channel.write(packet(3, uint32(1), string('/large.bin'), uint32(1), uint32(0)));
    const read = packet(5, uint32(2), string('h1'), Buffer.alloc(8), uint32(32_768));
    for (let time = 0; time < 40_000; time++) channel.write(read);
    // The server has heard all of it when it answers another channel.
    const other = await openSftp(ssh);
    assert.ok((await other.names('/')).includes('large.bin'));
    const reads = world.shelf.reads - readsBefore;
    assert.ok(reads * 32_768 < 8_000_000, `${reads} pieces of the file were read`);
    timers.advanceMs(usualLimits.idleMs + 1_000);
    await closeOf(ssh);
    await emptied(world.server);
    assert.equal(world.shelf.held, 0);
    world.shelf.remove(partner, 'large.bin');
  });

  test('that sends more than it was granted is let go', async () => {
    world.shelf.putLarge(partner, 'large.bin', 1_000_000_000);
    const ssh = await connectSsh(world.port, partner);
    const channel = await rawChannel(ssh);
    channel.write(greeting);
    channel.write(packet(3, uint32(1), string('/large.bin'), uint32(1), uint32(0)));
    const read = packet(5, uint32(2), string('h1'), Buffer.alloc(8), uint32(255 * 1_024));
    const many = Buffer.concat(Array.from({ length: 900 }, () => read));
    const closed = closeOf(ssh);
    const writer = writerOf(ssh);
    const id = (channel as unknown as { readonly outgoing: { readonly id: number } }).outgoing.id;
    let open = true;
    void closed.then(() => {
      open = false;
    });
    for (let time = 0; open && time < 2_000; time++) {
      writer.channelData(id, many);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await closed;
    await emptied(world.server);
    assert.equal(world.shelf.held, 0);
    world.shelf.remove(partner, 'large.bin');
    await serves();
  });
});

test('a client that does not close is cut off when the server stops', async () => {
  const { server, port } = await world.another();
  const stubborn = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  stubborn.on('error', () => undefined);
  const closed = once(stubborn, 'close');
  await once(stubborn, 'data');
  const stopped = server.stop();
  await once(stubborn.resume(), 'end');
  assert.equal(server.connections, 1);
  timers.advanceMs(usualLimits.farewellMs);
  await stopped;
  assert.equal(server.connections, 0);
  stubborn.destroy();
  await closed;
});

test('nothing of all this was a mistake of the server', () => {
  assert.deepEqual(world.failures, []);
});
