import type { Option } from './command.ts';

export const adminOption: Option = {
  name: 'admin',
  value: 'URL',
  summary:
    "the server's operations port, e.g. http://127.0.0.1:8701 (default: found in the data folder)",
};

/** Beside `--admin` on every command, except those about worlds themselves. */
export const worldOption: Option = {
  name: 'world',
  value: 'W',
  summary: 'a world of the sandbox, from world create (default main)',
};
