// Goal: a secret is created once and is private.
// Method: many concurrent callers in one folder.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { secretFile } from './secret-file.ts';

test('all who ask at once get one secret, which only we may read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-secret-'));
  const path = join(folder, 'token');
  try {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => secretFile(path)));
    assert.equal(new Set(secrets).size, 1);
    assert.match(secrets[0] ?? '', /^[\w-]{32}$/);
    assert.equal(await secretFile(path), secrets[0]);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(folder), ['token']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
