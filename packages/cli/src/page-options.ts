import type { Option } from './command.ts';

/** The page of a list (keyset pagination). */
export const pageOptions: readonly Option[] = [
  { name: 'limit', value: 'N', summary: 'maximum number of rows, 1 to 500 (default 100)' },
  {
    name: 'after',
    value: 'CURSOR',
    summary: 'show the next page: the cursor that the previous page printed',
  },
];
