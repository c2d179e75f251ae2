/** Prints receipts and reports, on the network printer or as a page. */
import type { OrderView, PrintedView, RefundView } from '../api/index.ts';
import type { OrderBook } from '../order/order-book.ts';
import type { TillParts } from '../parts.ts';
import { drawerPulse, escPos } from '../receipt/escpos.ts';
import { receiptHtml } from '../receipt/html.ts';
import type { Language, Paper, ReceiptLine } from '../receipt/line.ts';
import { rasterLine } from '../receipt/raster.ts';
import { orderReceipt, refundReceipt, zReceipt } from '../receipt/receipt.ts';
import { known } from '../refusal.ts';
import type { ZReport } from '../shift/shift.ts';
import type { Shifts } from '../shift/shifts.ts';
import type { Printer } from './printer.http.ts';

export interface Wanted {
  readonly language?: Language | undefined;
  readonly paper?: number | undefined;
  readonly refundId?: string | undefined;
}

export interface Printing {
  orderPage(orderId: string, wanted: Wanted): string;
  printOrder(orderId: string, wanted: Wanted): Promise<PrintedView>;
  zPage(z: ZReport, wanted: Wanted): string;
  printZ(z: ZReport, wanted: Wanted): Promise<PrintedView>;
  openDrawer(): Promise<PrintedView>;
}

export interface PrintingParts extends TillParts {
  readonly book: OrderBook;
  readonly shifts: Pick<Shifts, 'zView'>;
  readonly printer: Printer | undefined;
}

export function createPrinting(parts: PrintingParts): Printing {
  const { records, database, settings, book, shifts, printer } = parts;

  function refundOf(order: OrderView, refundId: string): RefundView {
    const refunds = order.payments.flatMap((payment) => payment.refunds);
    return known(
      refunds.find(({ id }) => id === refundId),
      'refund-unknown',
      `There is no refund ${refundId}`,
    );
  }

  function receipt(
    order: OrderView,
    { language = 'en', refundId }: Wanted,
    isCopy: boolean,
  ): readonly ReceiptLine[] {
    const options = { settings, language, isCopy };
    if (refundId === undefined) return orderReceipt(order, options);
    return refundReceipt(order, refundOf(order, refundId), options);
  }

  async function print(
    lines: readonly ReceiptLine[],
    isCopy: boolean,
    opensDrawer = false,
  ): Promise<PrintedView> {
    if (!printer) return { printer: 'none', isCopy };
    const bytes = await escPos(lines, { paper: settings.paper, raster: rasterLine, opensDrawer });
    return { printer: await printer.print(bytes), isCopy };
  }

  const paperOf = ({ paper = settings.paper }: Wanted): Paper => (paper === 58 ? 58 : 80);

  return {
    orderPage(orderId, wanted) {
      const order = book.view(book.whole(orderId));
      const { language = 'en' } = wanted;
      const lines = receipt(order, wanted, order.receipts > 0);
      return receiptHtml(lines, { paper: paperOf(wanted), language, title: order.number });
    },
    async printOrder(orderId, wanted) {
      const order = book.view(book.whole(orderId));
      const isCopy = order.receipts > 0 && wanted.refundId === undefined;
      const isCash = order.payments.some(({ kind, state }) => kind === 'cash' && state === 'paid');
      const printed = await print(receipt(order, wanted, isCopy), isCopy, isCash && !isCopy);
      if (printed.printer === 'printed' && wanted.refundId === undefined) {
        database.transaction(() => {
          const { order: stored } = book.whole(orderId);
          records.orders.put({ ...stored, receipts: stored.receipts + 1 });
        });
        book.tell(orderId);
      }
      return printed;
    },
    zPage(z, wanted) {
      const { language = 'en' } = wanted;
      const lines = zReceipt(shifts.zView(z), { settings, language, isCopy: false });
      return receiptHtml(lines, { paper: paperOf(wanted), language, title: `Z ${z.id}` });
    },
    printZ: (z, { language = 'en' }) =>
      print(zReceipt(shifts.zView(z), { settings, language, isCopy: false }), false),
    async openDrawer() {
      if (!printer) return { printer: 'none', isCopy: false };
      return { printer: await printer.print(drawerPulse), isCopy: false };
    },
  };
}
