/**
 * The public surface of the SDK as text: what each entry exports, with its signature, and the types
 * which those name. `npm run surface` writes it; a test compares, so that a change is seen in review.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sdkFolder } from './sdk-entries.mjs';
import { rollUpTypes } from './sdk-types.mjs';
import { compileSdk } from './stage.mjs';

export const surfaceFile = join(sdkFolder, 'public-surface.txt');

/** The text for the types of the SDK, as `rollUpTypes` reads them. */
export function surfaceText({ declarations, entries }) {
  const texts = new Map(declarations.map(({ name, text }) => [name, withoutComments(text)]));
  const written = new Set();
  const take = (name) => {
    if (written.has(name)) return `${name}: as above`;
    written.add(name);
    return texts.get(name);
  };
  const parts = [...entries].map(([entry, exported]) => [
    entry === 'index' ? '@sampan/sdk' : `@sampan/sdk/${entry}`,
    exported.map(({ name }) => take(name)),
  ]);
  const others = [...texts.keys()].filter((name) => !written.has(name)).map(take);
  return [...parts, ['Types that these name', others]]
    .map(([title, members]) => `# ${title}\n\n${members.join('\n')}\n`)
    .join('\n');
}

const withoutComments = (text) =>
  text
    .replace(/\/\*\*[\s\S]*?\*\/ ?/g, '')
    .replace(/^ *\n/gm, '')
    .replace(/^(?: {4})+/gm, (blanks) => ' '.repeat(blanks.length / 2));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  compileSdk();
  writeFileSync(surfaceFile, surfaceText(await rollUpTypes()));
}
