/** Packs a folder as npm would publish it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Returns the path of the tarball, which is written into `target`, and its size unpacked. */
export function packFolder(folder, target) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', target, folder];
  const { status, stdout, stderr } = spawnSync('npm', args, {
    encoding: 'utf8',
    cwd: target,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm pack ${folder}: ${stderr}`);
  const [packed] = Object.values(JSON.parse(stdout));
  const { filename, unpackedSize, size, files } = packed;
  return { file: join(target, filename), unpackedSize, size, files: files.map(({ path }) => path) };
}
