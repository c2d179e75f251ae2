/**
 * Goal: an install that lacks what a command needs is noticed, and a complete one costs no `npm ci`.
 * Method: the lists that npm writes, shortened.
 */
import assert from 'node:assert/strict';
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
const forProduction = { 'node_modules/pg': { version: '8.23.1' } };
const complete = { ...forProduction, 'node_modules/fast-check': { version: '4.10.2' } };

for (const { title, installed, withDevelopment, is } of [
  { title: 'nothing installed', installed: undefined, withDevelopment: false, is: false },
  { title: 'for production, to serve', installed: forProduction, withDevelopment: false, is: true },
  { title: 'for production, to test', installed: forProduction, withDevelopment: true, is: false },
  { title: 'everything, to test', installed: complete, withDevelopment: true, is: true },
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
