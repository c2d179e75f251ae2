#!/usr/bin/env node
/**
 * The `sampan` command. Committed as plain JavaScript, because npm links a command only to a file
 * that exists when it installs.
 */
import { readFileSync } from 'node:fs';
import { load, loadClient } from './load.js';

// A server's own processes end with the server.
if (process.argv[2] === 'start' && !process.send) {
  const { stopWithNpm } = await import('./stop-with-npm.js');
  stopWithNpm();
}

const client = await loadClient();
if (!(await client?.runClient(process, version))) await load('cli');

function version() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
