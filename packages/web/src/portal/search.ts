/** What the address of each page says behind `#`. */
import { textIn } from '../shared/address.ts';

type Given = Readonly<Record<string, unknown>>;

/** What is open on a page: a row, or a part of it. */
export interface OpenPlace {
  readonly open?: string | undefined;
}

export const readOpenPlace = (given: Given): OpenPlace => ({ open: textIn(given, 'open') });
