import type { Option } from './command.ts';

export const adminOption: Option = {
  name: 'admin',
  value: 'URL',
  summary: "address of the server's operations port (default: that of the data folder)",
};
