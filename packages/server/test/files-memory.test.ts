// Goal: a file of any number of rows is written in constant memory.
// Method: files of 1,000 and of 100,000 rows, each made by a child process that reports its peak.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { program } from '#test-kit';
import { filesWorld } from './files-world.ts';

/**
 * The rows of the large file would not fit. Without it a busy machine collects late, and the process grows
 * although it keeps nothing.
 */
const heap = '--max-old-space-size=48';

test('memory stays bounded, however many rows a file has', async (context) => {
  const world = await filesWorld();
  context.after(() => world.end());
  const { flags, file } = program(new URL('./files-memory.program.ts', import.meta.url));
  const makes = async (rows: number) => {
    const partnerId = await world.partner('hk');
    await world.many(partnerId, '2024-03-04', rows);
    const args = [...flags, heap, file, world.options.url, world.root, partnerId, '2024-03-04'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const made = JSON.parse(stdout) as { rows: number; size: number; residentMb: number };
    assert.equal(made.rows, rows);
    const text = await world.text(partnerId, `${partnerId}_transaction_20240304.txt`);
    assert.equal(text.length, made.size);
    assert.equal(text.split('\n').length, rows + 3);
    return made;
  };
  const small = await makes(1_000);
  const large = await makes(100_000);
  const text = `${small.residentMb.toFixed(0)} MB, then ${large.residentMb.toFixed(0)} MB`;
  context.diagnostic(text);
  assert.ok(large.size > 10_000_000);
  assert.ok(large.residentMb < 200, text);
  // Less than the file itself, of which nothing is kept.
  assert.ok(large.residentMb - small.residentMb < 60, text);
});
