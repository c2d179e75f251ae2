import { apiPath } from '../store/api.ts';

/** Whether only this machine can open the page's address. */
export const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host.startsWith('127.');

/** The receipt as a page, at the till's own server; a phone in the shop's network opens it without signing in. */
export const receiptAddress = (orderId: string): string =>
  new URL(apiPath(`/orders/${encodeURIComponent(orderId)}/receipt`), location.href).href;

/** Opens a page of paper in a window of its own and asks the browser to print it. */
export function printPage(path: string): void {
  const paper = window.open(apiPath(path), 'till-paper', 'popup,width=420,height=720');
  paper?.addEventListener('load', () => paper.print(), { once: true });
}

/** What is on the screen now, on paper: the code as a slip. */
export const printSlip = (): void => window.print();
