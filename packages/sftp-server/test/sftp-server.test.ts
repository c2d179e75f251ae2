/**
 * Goal: the server serves any users and files.
 * Method: the client of the ssh2 library over a real socket; rules and files are a few lines in
 * this file.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant, secret } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import {
  type FileShelf,
  findKey,
  isSigned,
  type LogInRules,
  makeKeyPair,
  readHostKey,
  SftpServer,
} from '../src/index.ts';
import { connectSftp, noSuchFile, permissionDenied } from './sftp-client.ts';

const files: Readonly<Record<string, string>> = { 'alice.txt': 'of Alice', 'bob.txt': 'of Bob' };
const madeAt = instant(Date.parse('2026-11-22T09:30+08:00'));
const key = await makeKeyPair('ed25519');

/** Each user has one file, named after it. */
const shelf: FileShelf<string> = {
  async list(user) {
    const name = `${user}.txt`;
    return [{ name, size: files[name]?.length ?? 0, madeAt }];
  },
  async open(user, name) {
    const text = name === `${user}.txt` ? files[name] : undefined;
    if (text === undefined) return undefined;
    return {
      size: text.length,
      read: async (offset, length) => Buffer.from(text).subarray(offset, offset + length),
      close: async () => undefined,
    };
  },
};

/** Alice has a password, Bob a key. */
const logIn: LogInRules<string> = {
  withPassword: async ({ name }, password) =>
    name === 'alice' && password.reveal() === 'secret' ? name : undefined,
  async withKey({ name }, proof) {
    const line = findKey([key.publicKey], proof);
    return name === 'bob' && line !== undefined && isSigned(line, proof) ? name : undefined;
  },
  knowsKey: async ({ name }, offered) =>
    name === 'bob' && findKey([key.publicKey], offered) !== undefined,
  mayStay: async () => true,
};

const failures: unknown[] = [];
let server: SftpServer<string>;
let port: number;

before(async () => {
  const hostKey = await makeKeyPair('ed25519');
  server = new SftpServer({
    hostKeys: [readHostKey(secret(hostKey.privateKey))],
    logIn,
    shelf,
    folder: 'inbox',
    clock: { now: () => madeAt },
    timers: systemTimers,
    onFailure: (error) => failures.push(error),
  });
  port = await server.listen('127.0.0.1', 0);
});

after(async () => {
  await server.stop();
  assert.deepEqual(failures, []);
});

test('a user sees its own files, in the root and in the folder that was named', async () => {
  const alice = await connectSftp(port, 'alice');
  assert.deepEqual((await alice.names('/')).sort(), ['alice.txt', 'inbox']);
  assert.deepEqual(await alice.names('/inbox'), ['alice.txt']);
  assert.equal(String(await alice.fetch('/inbox/alice.txt')), 'of Alice');
  const [entry] = await alice.readdir('/inbox');
  assert.match(entry?.longname ?? '', /^-r--r--r-- .* alice .* Nov 22 09:30 alice\.txt$/);
  await assert.rejects(alice.open('/bob.txt'), { code: noSuchFile });
  await assert.rejects(alice.open('/alice.txt', 'w'), { code: permissionDenied });
  await alice.end();
});

test('a key lets in as a password does, and nothing else does', async () => {
  const bob = await connectSftp(port, 'bob', { privateKey: key.privateKey });
  assert.equal(String(await bob.fetch('bob.txt')), 'of Bob');
  await bob.end();
  await assert.rejects(connectSftp(port, 'bob', { password: 'secret' }));
  await assert.rejects(connectSftp(port, 'alice', { privateKey: key.privateKey }));
});
