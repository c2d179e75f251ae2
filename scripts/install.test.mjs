/**
 * Goal: an install that lacks what a command needs is detected, and a complete one costs no `npm
 * ci`.
 * Method: npm's own lists, shortened; the imports of what runs in a fresh clone.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isComplete } from './install.mjs';

const wanted = {
  '': {},
  'packages/server': { version: '0.1.0' },
  'node_modules/@sampan/server': { link: true },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/fast-check': { version: '4.10.2', dev: true },
  'node_modules/esbuild-darwin': { version: '0.28.0', optional: true },
};
const forProduction = {
  'node_modules/@sampan/server': { link: true },
  'node_modules/pg': { version: '8.23.1' },
};
const complete = { ...forProduction, 'node_modules/fast-check': { version: '4.10.2' } };

for (const { title, installed, withDevelopment, is } of [
  { title: 'nothing installed', installed: undefined, withDevelopment: false, is: false },
  { title: 'for production, to serve', installed: forProduction, withDevelopment: false, is: true },
  { title: 'for production, to test', installed: forProduction, withDevelopment: true, is: false },
  { title: 'everything, to test', installed: complete, withDevelopment: true, is: true },
  {
    title: 'a package of ours is new',
    installed: { ...complete, 'node_modules/@sampan/server': undefined },
    withDevelopment: true,
    is: false,
  },
  {
    title: 'another version',
    installed: { ...complete, 'node_modules/pg': { version: '8.0.0' } },
    withDevelopment: false,
    is: false,
  },
]) {
  test(`${title}: ${is ? 'complete' : 'incomplete'}`, () => {
    assert.equal(isComplete(wanted, installed, { withDevelopment }), is);
  });
}

for (const script of ['test', 'start', 'bench', 'drill', 'stability', 'build']) {
  test(`scripts/${script}.mjs begins where nothing is installed yet`, () => {
    const entry = new URL(`./${script}.mjs`, import.meta.url);
    assert.deepEqual(librariesOf(entry), []);
  });
}

/** The installed packages that a file imports at startup, through all files of ours. */
function librariesOf(file, seen = new Set()) {
  if (seen.has(file.href)) return [];
  seen.add(file.href);
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/^(?:import|export)\s(?:[^;'"]*?\sfrom\s)?'([^']+)';/gm);
  const imported = [...found].map(([, name]) => name);
  return imported.flatMap((name) => {
    if (name.startsWith('node:')) return [];
    return name.startsWith('.') ? librariesOf(new URL(name, file), seen) : [name];
  });
}
