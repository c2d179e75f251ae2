/**
 * The entries of the SDK, as `packages/sdk/package.json` declares them: a new one there is all that a
 * package needs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';

export const sdkFolder = join(root, 'packages/sdk');
export const sdkManifest = JSON.parse(readFileSync(join(sdkFolder, 'package.json'), 'utf8'));

/** `./files` is `{ path: './files', name: 'files', source: 'files/index' }`. */
export const sdkEntries = Object.entries(sdkManifest.exports).map(([path, target]) => ({
  path,
  name: path === '.' ? 'index' : path.slice(2),
  source: /^\.\/src\/(.+)\.ts$/.exec(target['sampan-source'])[1],
}));
