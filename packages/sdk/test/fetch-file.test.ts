/**
 * Goal: a file of the SFTP server is read as it arrives, only from the right server, and what goes
 * wrong has a name.
 * Method: the workspace's SFTP server on a port of its own; a relay that cuts the connection.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { after, before, test } from 'node:test';
import { instant, secret } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import {
  fetchFile,
  MoneyFileError,
  readMoneyFile,
  type SftpAccess,
  SftpError,
} from '@sampan/sdk/files';
import { type KeyPair, makeKeyPair, readHostKey, SftpServer } from '@sampan/sftp-server';
import { transactionText } from '../../protocol/test/money-files.ts';

const name = '2088000000000001_transaction_20240304.txt';
const path = `/download/${name}`;
const rowsCount = 5_000;
const content = Buffer.from(
  transactionText(
    Array.from({ length: rowsCount }, (_, at) => ({
      kind: 'payment',
      id: `T-${at}`,
      amount: '39.25',
      fee: '0.24',
    })),
  ),
);

let server: SftpServer<string>;
let hostKey: KeyPair;
let access: SftpAccess;

before(async () => {
  hostKey = await makeKeyPair('ed25519');
  const madeAt = instant(Date.UTC(2024, 2, 5, 1));
  server = new SftpServer<string>({
    hostKeys: [readHostKey(secret(hostKey.privateKey))],
    logIn: {
      withPassword: async (claim, password) =>
        password.reveal() === 'a secret' ? claim.name : undefined,
      withKey: async () => undefined,
      knowsKey: async () => false,
      mayStay: async () => true,
    },
    shelf: {
      list: async () => [{ name, size: content.length, madeAt }],
      open: async (_user, asked) =>
        asked === name
          ? {
              size: content.length,
              read: async (offset, length) => content.subarray(offset, offset + length),
              close: async () => undefined,
            }
          : undefined,
    },
    folder: 'download',
    clock: { now: () => madeAt },
    timers: systemTimers,
    onFailure: (error) => assert.fail(String(error)),
  });
  const port = await server.listen('127.0.0.1', 0);
  access = {
    host: '127.0.0.1',
    port,
    username: '2088000000000001',
    password: 'a secret',
    hostKey: fingerprintOf(hostKey),
  };
});
after(() => server.stop());

const fingerprintOf = ({ publicKey }: KeyPair): string => {
  const bytes = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replace(/=$/, '')}`;
};

async function drain(source: AsyncIterable<unknown>): Promise<number> {
  let pieces = 0;
  for await (const _ of source) pieces += 1;
  return pieces;
}

const problemOf = async (from: Partial<SftpAccess>, file = path): Promise<string> => {
  const error: unknown = await drain(fetchFile({ ...access, ...from }, file)).then(
    () => undefined,
    (failed: unknown) => failed,
  );
  assert.ok(error instanceof SftpError, String(error));
  assert.ok(!error.message.includes('a secret'));
  return `${error.problem}: ${error.message.replaceAll(/127\.0\.0\.1:\d+|SHA256:\S+/g, '…')}`;
};

test('a file is read while it arrives, and a reader may leave it early', async () => {
  assert.equal(await drain(readMoneyFile(fetchFile(access, path))), rowsCount);
  for await (const row of readMoneyFile(fetchFile(access, path))) {
    assert.equal(row.partnerTransactionId, 'T-0');
    break;
  }
});

test('what goes wrong has a name', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  const other = fingerprintOf(await makeKeyPair('ed25519'));
  assert.deepEqual(
    [
      await problemOf({}, '/download/2088000000000001_transaction_20240305.txt'),
      await problemOf({ hostKey: other }),
      await problemOf({ password: 'wrong' }),
      await problemOf({ port }),
    ],
    [
      'no-such-file: /download/2088000000000001_transaction_20240305.txt is not there, or not yet',
      'wrong-host-key: … is another server than expected: its key is …',
      'login-refused: … refuses 2088000000000001: a wrong password or key, or an address that it does not expect',
      'no-connection: … does not answer: connect ECONNREFUSED …',
    ],
  );
  // While the server changes its key, both are right.
  assert.ok(
    (await drain(fetchFile({ ...access, hostKey: [other, fingerprintOf(hostKey)] }, path))) > 1,
  );
  await assert.rejects(drain(fetchFile({ ...access, hostKey: 'no' }, path)), /hostKey must be/);
});

test('a connection that is cut in the middle of the file', async () => {
  const relay = await cuttingRelay(access.port ?? 0, 300_000);
  const cut = { ...access, port: (relay.address() as AddressInfo).port };
  await assert.rejects(drain(readMoneyFile(fetchFile(cut, path))), (error) => {
    assert.ok(error instanceof SftpError && !(error instanceof MoneyFileError));
    assert.equal(error.problem, 'broken-off');
    return true;
  });
  relay.close();
});

/** Forwards to `port`, and cuts the connection after so many bytes of the server's. */
async function cuttingRelay(port: number, afterBytes: number): Promise<Server> {
  const relay = createServer((socket) => {
    const target = connect(port, '127.0.0.1');
    socket.on('error', () => undefined).pipe(target);
    let bytes = 0;
    target.on('error', () => undefined).on('close', () => socket.destroy());
    target.on('data', (piece) => {
      bytes += piece.length;
      if (bytes < afterBytes) return void socket.write(piece);
      socket.destroy();
      target.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return relay;
}
