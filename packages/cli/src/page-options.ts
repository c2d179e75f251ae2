import type { Option } from './command.ts';

/** Which page of a list is shown. */
export const pageOptions: readonly Option[] = [
  { name: 'limit', value: 'N', summary: 'maximum number of rows, 1 to 500 (default 100)' },
  { name: 'after', value: 'CURSOR', summary: 'the next page: what the page before ends with' },
];
