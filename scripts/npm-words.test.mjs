/**
 * Goal: `npm start --port 8800` works as intended.
 * Method: the arguments that npm 11 passes to a script.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmWords } from './npm-words.mjs';

const options = [
  { name: 'port', value: 'N' },
  { name: 'admin-port', value: 'N' },
  { name: 'json' },
];

for (const [typed, environment, given, words] of [
  ['--port 8800', { npm_config_port: 'true' }, ['8800'], ['--port', '8800']],
  ['--port=8800', { npm_config_port: '8800' }, [], ['--port', '8800']],
  ['-- --port 8800', {}, ['--port', '8800'], ['--port', '8800']],
  ['--admin-port=0 --json', both('0', 'true'), [], ['--json', '--admin-port', '0']],
  ['', { npm_config_json: '', npm_config_cache: '/x' }, [], []],
  ['--port 1 --admin-port 2', { ...both('true'), npm_config_port: 'true' }, ['1', '2'], undefined],
  ['--port', { npm_config_port: 'true' }, [], undefined],
]) {
  test(`npm start ${typed}`, () => {
    assert.deepEqual(npmWords(environment, options, given), words);
  });
}

function both(adminPort, json = '') {
  return { npm_config_admin_port: adminPort, npm_config_json: json };
}
