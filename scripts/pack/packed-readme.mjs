/** The README of a package: its links lead to files of the repository, which a package does not have. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const relativeLink = /\[([^\]]+)\]\((?!https?:|#)([^)\s]+)\)/g;

/** `[The guide](../../docs/guide/README.md)` is `The guide (docs/guide)`. */
export const packedReadme = (text) =>
  text.replace(relativeLink, (_, name, path) => {
    const file = path.replace(/^(?:\.\.?\/)+/, '').replace(/\/README\.md$/, '');
    return name.includes(file) ? name : `${name} (${file})`;
  });

/** Writes it into `folder`, with a line that says where the paths in it begin. */
export function writeReadme(from, folder) {
  const source = join(from, 'README.md');
  const text = readFileSync(source, 'utf8');
  const packed = packedReadme(text);
  if (packed === text) copyFileSync(source, join(folder, 'README.md'));
  else
    writeFileSync(
      join(folder, 'README.md'),
      `${packed}\nPaths in brackets are in the repository.\n`,
    );
}
