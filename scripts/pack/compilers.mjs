/** The compilers of users beside that of this repository. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../install.mjs';

const folder = join(root, 'scripts/pack/compilers');

/** Oldest first; `program` is the command. */
export const compilers = [join(folder, 'typescript-5.4'), join(folder, 'typescript-6.0'), root].map(
  (from) => {
    const installed = join(from, 'node_modules/typescript');
    const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    return { version, program: join(installed, 'bin/tsc') };
  },
);

/** The last compiler with a stable interface in JavaScript. */
export const ts = createRequire(join(folder, 'typescript-6.0/package.json'))('typescript');
