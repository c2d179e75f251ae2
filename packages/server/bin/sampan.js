#!/usr/bin/env node
/**
 * The `sampan` command. Committed as plain JavaScript, because npm links a command only to a file
 * that exists when it installs.
 */
import { load } from './load.js';

await load('cli');
