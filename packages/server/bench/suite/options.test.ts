/** Goal: a run measures what it was asked for. Method: the words of a command line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reachSettings } from '../reach/settings.ts';
import { readOptions } from './options.ts';
import { settingsOf } from './settings.ts';

test('by default it is thorough; what is given replaces that', () => {
  const { warmUp, rounds, connections, loads, arrivals } = settingsOf(
    readOptions(['--rounds', '3', '--loads', '50,80', '--arrivals', 'fixed']),
  );
  assert.deepEqual([warmUp, rounds, connections], [15_000, 3, [64, 256]]);
  assert.deepEqual([loads, arrivals], [[0.5, 0.8], 'fixed']);
  assert.equal(reachSettings(readOptions([])).trades, 10_000_000);
});

test('quick is small, and names stay apart from options', () => {
  const options = readOptions(['cpu', '--payments', '50', 'cores', '--json', 'x.json'], true);
  assert.deepEqual(options.positionals, ['cpu', 'cores']);
  assert.deepEqual([settingsOf(options).rounds, settingsOf(options).payments], [1, 50]);
  assert.deepEqual([options.json, options.svg, options.profile], ['x.json', undefined, false]);
});

test('nonsense is refused by its name', () => {
  for (const text of ['0', '-1', 'many', '']) {
    assert.throws(() => settingsOf(readOptions([`--rounds=${text}`])), /--rounds .* no number/);
  }
  assert.throws(() => readOptions(['--round', '3']), /--round/);
});
