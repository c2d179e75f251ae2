/**
 * `npm run pack`: makes the packages as tarballs in `dist`, which npm can install or publish.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installWhatIsMissing, root } from '../install.mjs';
import { stageSdk, stageServer } from './stage.mjs';
import { packFolder } from './tarball.mjs';

installWhatIsMissing();
const target = join(root, 'dist');
mkdirSync(target, { recursive: true });

for (const [name, stage] of [
  ['sdk', stageSdk],
  ['server', stageServer],
]) {
  const folder = join(target, name);
  await stage(folder);
  const { file, size, unpackedSize } = packFolder(folder, target);
  process.stdout.write(`${file}: ${size} bytes, ${unpackedSize} unpacked\n`);
}
