/**
 * Goal: programs read each line as JSON, people read it on a terminal, and a pipe gets no colours.
 * Method: a log that writes to a list, and streams that say what they are.
 */
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { terminalKind } from '@sampan/cli';
import { logFor, openLog } from './log.ts';

const written = (environment: Readonly<Record<string, string>>, option?: string, isTTY = false) => {
  const lines: string[] = [];
  const stderr = Object.assign(
    new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk));
        done();
      },
    }),
    { isTTY },
  );
  const log = logFor({ environment, stderr, option: () => option });
  log.debug('loud');
  log.about('gateway').warn('sign does not match', { code: 'ILLEGAL_SIGN', partner: undefined });
  return lines;
};

test('elsewhere a line is one JSON object with time, level, subject and ids', () => {
  const [line = '', ...more] = written({});
  assert.deepEqual(more, []);
  const { time, pid, ...rest } = JSON.parse(line);
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.equal(pid, process.pid);
  const message = 'sign does not match';
  assert.deepEqual(rest, { level: 'warn', subject: 'gateway', code: 'ILLEGAL_SIGN', message });
});

test('on a terminal it is a line to read', () => {
  const [line = ''] = written({ NO_COLOR: '1' }, undefined, true);
  assert.match(
    line.replace('\r\u001b[2K', ''),
    /^\d\d:\d\d:\d\d warn {2}gateway {3}sign does not match {2}code=ILLEGAL_SIGN\n$/,
  );
  const [coloured = ''] = written({}, undefined, true);
  assert.ok(coloured.includes('\u001b[33mwarn'));
});

test('what was sent to us writes no line of its own', () => {
  const lines: string[] = [];
  const log = openLog({ level: 'info', terminal: 'plain', write: (line) => lines.push(line) });
  log.info('one\ntwo\u001b[2J', { order: 'a\nb' });
  const [line = '', ...more] = lines.join('').split(/(?<=\n)/);
  assert.deepEqual(more, []);
  assert.ok(!line.includes('\u001b'));
});

test('the level comes from the option, else from the environment', () => {
  assert.equal(written({}, 'error').length, 0);
  assert.equal(written({ SAMPAN_LOG_LEVEL: 'debug' }).length, 2);
  assert.equal(written({ SAMPAN_LOG_LEVEL: 'debug' }, 'info').length, 1);
  assert.throws(() => written({ SAMPAN_LOG_LEVEL: 'loud' }), /SAMPAN_LOG_LEVEL must be one of/);
});

test('colours are for terminals that may have them', () => {
  const terminal = Object.assign(new Writable(), { isTTY: true });
  assert.equal(terminalKind(new Writable(), {}), undefined);
  assert.equal(terminalKind(terminal, {}), 'colours');
  assert.equal(terminalKind(terminal, { NO_COLOR: '1' }), 'plain');
  assert.equal(terminalKind(terminal, { TERM: 'dumb' }), 'plain');
});
