// Goal: a path leads to a file, to one of two folders, or nowhere.
// Method: tables, and arbitrary text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, constantFrom, property as forAll, string } from 'fast-check';
import { Places } from './places.ts';

const places = new Places('download');
const placeOf = (path: string) => places.find(path);

test('the root and the folder, however they are written', () => {
  for (const path of ['', '.', '/', '//', './', '..', '/..', '/download/..', '/x/..']) {
    assert.deepEqual(placeOf(path), { kind: 'folder', path: '/' }, path);
  }
  for (const path of ['download', '/download', '/download/', '/download/.', '/x/../download']) {
    assert.deepEqual(placeOf(path), { kind: 'folder', path: '/download' }, path);
  }
});

test('a name in either folder', () => {
  assert.deepEqual(placeOf('a.txt'), { kind: 'file', path: '/a.txt', name: 'a.txt' });
  assert.deepEqual(placeOf('/download/a.txt'), {
    kind: 'file',
    path: '/download/a.txt',
    name: 'a.txt',
  });
});

test('nothing else leads anywhere', () => {
  const nowhere = [
    '/a/b',
    '/download/a/b',
    '/download/download/a',
    'a.txt/',
    'a.txt/.',
    'a\0',
    'a\\b',
  ];
  for (const path of [...nowhere, 'a\nb', 'x'.repeat(256), '\uFFFD', `/${'./'.repeat(600)}`]) {
    assert.equal(placeOf(path), undefined, JSON.stringify(path));
  }
});

test('whatever is asked, the answer is a plain name in one of the folders', () => {
  const step = constantFrom('..', '.', '', 'download', 'a.txt', '~', '\\', '\0', '%2e%2e', '/etc');
  check(
    forAll(array(step, { maxLength: 8 }), string({ unit: 'binary' }), (steps, tail) => {
      for (const path of [steps.join('/'), `${steps.join('/')}/${tail}`, tail]) {
        const place = placeOf(path);
        if (place?.kind !== 'file') continue;
        assert.match(place.name, /^[^/\\\0]+$/);
        assert.ok(place.name !== '.' && place.name !== '..');
        assert.ok([`/${place.name}`, `/download/${place.name}`].includes(place.path));
        // The canonical form leads to the same place.
        assert.deepEqual(placeOf(place.path), place);
      }
    }),
  );
});
