#!/usr/bin/env node
/**
 * The `sampan` command. Committed as plain JavaScript, because npm links a command only to a file
 * that exists when it installs.
 */
import { load } from './load.js';
import { stopWithNpm } from './stop-with-npm.js';

// A server's own processes end with the server.
if (process.argv[2] === 'start' && !process.send) stopWithNpm();

await load('cli');
