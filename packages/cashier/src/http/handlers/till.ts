import type { Till } from '../../till.ts';
import { timeText } from '../../times.ts';
import type { Handlers } from '../handler.ts';

/** The till itself. */
export function tillHandlers({ settings, cashiers, shifts, status, stamp }: Till) {
  return {
    'GET /till'({ caller: { session } }) {
      const { branch, paymentMax, refundMaxAlone, historyIsFor, secondsToPay } = settings;
      const { shop, till, currency, contract, wallets, items, tipPercents, paper } = settings;
      const shift = shifts.open();
      return {
        asOf: stamp(),
        ...{ shop, till, currency, contract, wallets, items, tipPercents, paper },
        ...{ refundMaxAlone, historyIsFor, secondsToPay },
        ...(branch !== undefined && { branch }),
        ...(paymentMax !== undefined && { paymentMax }),
        hasPrinter: settings.printer !== undefined,
        printsByItself: settings.printsByItself,
        isSandbox: settings.isSandbox,
        session: session
          ? {
              cashier: cashiers.view(session.cashierId),
              ...(session.historyUntil !== undefined && {
                historyUntil: timeText(session.historyUntil),
              }),
            }
          : null,
        shift: shift ? shifts.view(shift) : null,
      };
    },
    'GET /status': () => status(),
  } satisfies Partial<Handlers>;
}
