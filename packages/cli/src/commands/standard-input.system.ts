import { stdin } from 'node:process';

/** What is piped into the command. */
export const standardInput = () => stdin;
