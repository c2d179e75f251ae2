/**
 * Goal: OpenSSH's `sftp`, the most common client, works as its users expect, and ends.
 * Method: `sftp` itself, where it is installed; the other tests do not need it.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { type SftpWorld, sftpWorld } from './sftp-world.ts';

const isInstalled = spawnSync('sftp', ['-h']).error === undefined;

describe('the sftp program', { skip: isInstalled ? false : 'it is not installed' }, () => {
  let world: SftpWorld;
  let partner: PartnerId;
  let folder: string;
  let name: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sampan-sftp-'));
    world = await sftpWorld();
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')]);
    const [type, data] = (await readFile(join(folder, 'key.pub'), 'utf8')).split(' ');
    partner = await world.user({ keys: [`${type} ${data}`] });
    name = `${partner}_transaction_20261121.txt`;
    world.shelf.put(partner, name, 'Partner:1\nend\n');
    world.shelf.putLarge(partner, 'large.bin', 3_000_000);
    const hosts = world.hostKeys.map(({ publicKey }) => `[127.0.0.1]:${world.port} ${publicKey}`);
    await writeFile(join(folder, 'hosts'), `${hosts.join('\n')}\n`);
    await writeFile(join(folder, 'ask'), '#!/bin/sh\necho secret\n');
    await chmod(join(folder, 'ask'), 0o700);
  });
  after(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a batch of its commands; a client that does not end fails the test. */
  async function sftp(commands: readonly string[], options: readonly string[] = withKey) {
    const usual = ['StrictHostKeyChecking=yes', `UserKnownHostsFile=${join(folder, 'hosts')}`];
    const words = [...usual, 'LogLevel=ERROR', ...options].flatMap((option) => ['-o', option]);
    const child = spawn(
      'sftp',
      ['-F', 'none', '-P', String(world.port), ...words, '-b', '-', `${partner}@127.0.0.1`],
      {
        cwd: folder,
        env: { ...process.env, SSH_ASKPASS: join(folder, 'ask'), SSH_ASKPASS_REQUIRE: 'force' },
        stdio: ['pipe', 'pipe', 'pipe'],
        timeout: 30_000,
      },
    );
    const output = text(child.stdout);
    const errors = text(child.stderr);
    child.stdin.end(`${commands.join('\n')}\n`);
    const [code, signal] = await once(child, 'close');
    assert.equal(signal, null, 'it ends by itself');
    return { code, output: await output, errors: await errors };
  }
  const withKey = ['BatchMode=yes', 'IdentitiesOnly=yes', 'IdentityFile=key'];
  const withPassword = ['BatchMode=no', 'PreferredAuthentications=password'];

  test('lists both folders and fetches a file, with a key', async () => {
    const { code, output } = await sftp(['pwd', 'ls -l', 'cd download', 'ls', `get ${name}`]);
    assert.equal(code, 0);
    assert.match(output, /Remote working directory: \/\n/);
    assert.match(output, new RegExp(`-r--r--r-- .* 14 Nov 22 09:30 ${name}`));
    assert.match(output, /dr-xr-xr-x .* download/);
    assert.equal(await readFile(join(folder, name), 'utf8'), 'Partner:1\nend\n');
  });

  test('logs in with a password and fetches the folder, however it is written', async () => {
    for (const path of ['/download', '/download/']) {
      const { code } = await sftp([`get -r ${path} all`, 'ls /download/'], withPassword);
      assert.equal(code, 0);
      assert.equal((await readFile(join(folder, 'all', 'large.bin'))).length, 3_000_000);
      await chmod(join(folder, 'all'), 0o700);
      await rm(join(folder, 'all'), { recursive: true });
    }
  });

  test('answers a prompt, where it may not send a password', async () => {
    const byPrompt = ['BatchMode=no', 'PreferredAuthentications=keyboard-interactive'];
    const { code, output } = await sftp(['ls /download'], byPrompt);
    assert.equal(code, 0);
    assert.match(output, new RegExp(name));
  });

  test('is refused whatever would change something, and goes on', async () => {
    const changes = ['put key.pub', `rm ${name}`, `rename ${name} b`, 'mkdir b', 'rmdir download'];
    const more = [`chmod 666 ${name}`, `symlink ${name} b`, 'put key.pub /download/'];
    const commands = [...changes, ...more];
    const { code, errors } = await sftp([...commands.map((each) => `-${each}`), `get ${name}`]);
    assert.equal(code, 0);
    assert.equal(errors.match(/Permission denied/g)?.length, commands.length, errors);
  });

  test('is answered that nothing else exists', async () => {
    const { code, errors } = await sftp(['-ls /etc', '-cd /download/x', '-get ../../etc/passwd']);
    assert.equal(code, 0);
    assert.equal(errors.match(/not found|No such file/g)?.length, 3, errors);
  });

  test('knows the server by any of its keys', async () => {
    for (const type of ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512']) {
      const { code } = await sftp(['ls'], [...withKey, `HostKeyAlgorithms=${type}`]);
      assert.equal(code, 0, type);
    }
  });

  test('gets no shell, no command and no way through', async () => {
    const words = ['-F', 'none', '-p', String(world.port), '-i', 'key', '-o', 'BatchMode=yes'];
    const host = ['-o', `UserKnownHostsFile=${join(folder, 'hosts')}`, `${partner}@127.0.0.1`];
    const tries = [
      { options: [], command: ['id'], code: 255 },
      { options: ['-W', '127.0.0.1:1'], command: [], code: 255 },
      {
        options: ['-N', '-R', '0:127.0.0.1:1', '-o', 'ExitOnForwardFailure=yes'],
        command: [],
        code: 255,
      },
    ];
    for (const { options, command, code } of tries) {
      const child = spawn('ssh', [...words, ...options, ...host, ...command], {
        cwd: folder,
        stdio: 'ignore',
        timeout: 30_000,
      });
      assert.deepEqual(await once(child, 'close'), [code, null], options.join(' '));
    }
  });
});
