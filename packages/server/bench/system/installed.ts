import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('../../', import.meta.url));
const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

/**
 * Lays the server out as npm installs it: the files that its package.json names, without sources, so that
 * nothing looks whether the build is that of the sources. Answers its launcher.
 */
export async function install(folder: string): Promise<string> {
  const target = join(folder, 'server');
  await mkdir(target);
  const manifest = JSON.parse(await readFile(join(server, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  // Web pages get there when it is packed; no figure needs them.
  const own = manifest.files.filter((name) => existsSync(join(server, name)));
  for (const name of ['package.json', ...own]) {
    await cp(join(server, name), join(target, name), { recursive: true });
  }
  await symlink(modules, join(folder, 'node_modules'));
  return join(target, 'bin/sampan.js');
}
