import type { Option } from './command.ts';

export const adminOption: Option = {
  name: 'admin',
  value: 'URL',
  summary:
    "the server's operations port, e.g. http://127.0.0.1:8701 (default: found in the data folder)",
};
