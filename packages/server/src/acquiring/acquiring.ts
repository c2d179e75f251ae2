import {
  type IdSource,
  type Random,
  type Timers,
  unreachable,
  type WalletId,
} from '@sampan/primitives';
import { type BusinessClock, type Connection, Pipeline } from '#database';
import {
  decideOpenWallet,
  decideTopUp,
  type OpenWallet,
  type OpenWalletOutcome,
  type TopUp,
  type TopUpOutcome,
} from '#wallet';
import type { Book } from './book.ts';
import { type Cancel, type CancelOutcome, cancelNeeds, decideCancel } from './cancel.ts';
import {
  type CloseOrder,
  type CloseOrderOutcome,
  closeOrderNeeds,
  decideCloseOrder,
} from './close.ts';
import { type Confirm, type ConfirmOutcome, confirmNeeds, decideConfirm } from './confirm.ts';
import {
  decideExecuteAcceptedRefund,
  type ExecuteAcceptedRefund,
  type ExecuteAcceptedRefundOutcome,
  executeAcceptedRefundNeeds,
} from './execute-accepted-refund.ts';
import { decideFinish, type Finish, type FinishOutcome, finishNeeds } from './finish.ts';
import { decideRefund, type GiveRefund, type RefundOutcome, refundNeeds } from './give-refund.ts';
import { loadBook } from './load.postgres.ts';
import {
  type ChangeMerchantCodeStatus,
  type CreateMerchantCode,
  createMerchantCodeNeeds,
  decideChangeMerchantCodeStatus,
  decideCreateMerchantCode,
  decideModifyMerchantCode,
  type MerchantCodeOutcome,
  type ModifyMerchantCode,
  merchantCodeNeeds,
} from './make-merchant-code.ts';
import type { Needs } from './needs.ts';
import { decidePay, type Pay, type PayOutcome, payNeeds } from './pay.ts';
import {
  decidePrecreate,
  type Precreate,
  type PrecreateOutcome,
  precreateNeeds,
} from './precreate.ts';
import {
  decideRegisterShop,
  type RegisterShop,
  type RegisterShopOutcome,
  registerShopNeeds,
} from './register-shop.ts';
import { decideScan, type ScanOrder, type ScanOutcome, scanNeeds } from './scan.ts';
import {
  decideScanMerchantCode,
  type ScanMerchantCode,
  type ScanMerchantCodeOutcome,
  scanMerchantCodeNeeds,
} from './scan-merchant-code.ts';
import { storeBook } from './store.postgres.ts';

/** Every command that moves money or changes a trade, by its name, with its outcome. */
interface UseCases {
  readonly pay: { readonly request: Pay; readonly outcome: PayOutcome };
  readonly confirm: { readonly request: Confirm; readonly outcome: ConfirmOutcome };
  readonly cancel: { readonly request: Cancel; readonly outcome: CancelOutcome };
  readonly closeOrder: { readonly request: CloseOrder; readonly outcome: CloseOrderOutcome };
  readonly refund: { readonly request: GiveRefund; readonly outcome: RefundOutcome };
  readonly executeAcceptedRefund: {
    readonly request: ExecuteAcceptedRefund;
    readonly outcome: ExecuteAcceptedRefundOutcome;
  };
  readonly finish: { readonly request: Finish; readonly outcome: FinishOutcome };
  readonly precreate: { readonly request: Precreate; readonly outcome: PrecreateOutcome };
  readonly scan: { readonly request: ScanOrder; readonly outcome: ScanOutcome };
  readonly registerShop: { readonly request: RegisterShop; readonly outcome: RegisterShopOutcome };
  readonly createMerchantCode: {
    readonly request: CreateMerchantCode;
    readonly outcome: MerchantCodeOutcome;
  };
  readonly modifyMerchantCode: {
    readonly request: ModifyMerchantCode;
    readonly outcome: MerchantCodeOutcome;
  };
  readonly changeMerchantCodeStatus: {
    readonly request: ChangeMerchantCodeStatus;
    readonly outcome: MerchantCodeOutcome;
  };
  readonly scanMerchantCode: {
    readonly request: ScanMerchantCode;
    readonly outcome: ScanMerchantCodeOutcome;
  };
  readonly openWallet: { readonly request: OpenWallet; readonly outcome: OpenWalletOutcome };
  readonly topUp: { readonly request: TopUp; readonly outcome: TopUpOutcome };
}

type Command = {
  [Kind in keyof UseCases]: { readonly kind: Kind; readonly request: UseCases[Kind]['request'] };
}[keyof UseCases];

type Outcome = UseCases[keyof UseCases]['outcome'];

export interface AcquiringOptions {
  readonly connect: () => Promise<Connection>;
  readonly lanes: readonly number[];
  readonly clock: BusinessClock;
  readonly ids: IdSource;
  readonly timers: Timers;
  readonly random: Random;
  readonly onFailure?: (error: unknown) => void;
  /** Told after a commit which wallet may look different now. A hint: it may be lost or needless. */
  readonly onWalletChange?: (walletId: WalletId) => void;
  /** Told after a commit that there may be facts to tell partners. A hint as well. */
  readonly onFacts?: () => void;
}

/**
 * Carries out the commands of the money path, each exactly once, however often it is sent. A
 * promise settles after the commit; it rejects with `NotCarriedOut` when there is no outcome.
 */
export class Acquiring {
  readonly #pipeline: Pipeline<Command, Book, Outcome>;
  readonly #onWalletChange: AcquiringOptions['onWalletChange'];
  readonly #onFacts: AcquiringOptions['onFacts'];

  constructor({ clock, ids, onWalletChange, onFacts, ...options }: AcquiringOptions) {
    this.#onWalletChange = onWalletChange;
    this.#onFacts = onFacts;
    this.#pipeline = new Pipeline(
      {
        load: (connection, commands, lane) =>
          loadBook(connection, commands.map(needsOf), { clock, ids, lane }),
        decide,
        store: storeBook,
      },
      options,
    );
  }

  open(): Promise<void> {
    return this.#pipeline.open();
  }

  close(): Promise<void> {
    return this.#pipeline.close();
  }

  pay(request: Pay): Promise<PayOutcome> {
    return this.#submit('pay', request);
  }

  confirm(request: Confirm): Promise<ConfirmOutcome> {
    return this.#submit('confirm', request);
  }

  cancel(request: Cancel): Promise<CancelOutcome> {
    return this.#submit('cancel', request);
  }

  closeOrder(request: CloseOrder): Promise<CloseOrderOutcome> {
    return this.#submit('closeOrder', request);
  }

  refund(request: GiveRefund): Promise<RefundOutcome> {
    return this.#submit('refund', request);
  }

  executeAcceptedRefund(request: ExecuteAcceptedRefund): Promise<ExecuteAcceptedRefundOutcome> {
    return this.#submit('executeAcceptedRefund', request);
  }

  finish(request: Finish): Promise<FinishOutcome> {
    return this.#submit('finish', request);
  }

  precreate(request: Precreate): Promise<PrecreateOutcome> {
    return this.#submit('precreate', request);
  }

  scan(request: ScanOrder): Promise<ScanOutcome> {
    return this.#submit('scan', request);
  }

  registerShop(request: RegisterShop): Promise<RegisterShopOutcome> {
    return this.#submit('registerShop', request);
  }

  createMerchantCode(request: CreateMerchantCode): Promise<MerchantCodeOutcome> {
    return this.#submit('createMerchantCode', request);
  }

  modifyMerchantCode(request: ModifyMerchantCode): Promise<MerchantCodeOutcome> {
    return this.#submit('modifyMerchantCode', request);
  }

  changeMerchantCodeStatus(request: ChangeMerchantCodeStatus): Promise<MerchantCodeOutcome> {
    return this.#submit('changeMerchantCodeStatus', request);
  }

  scanMerchantCode(request: ScanMerchantCode): Promise<ScanMerchantCodeOutcome> {
    return this.#submit('scanMerchantCode', request);
  }

  openWallet(request: OpenWallet): Promise<OpenWalletOutcome> {
    return this.#submit('openWallet', request);
  }

  topUp(request: TopUp): Promise<TopUpOutcome> {
    return this.#submit('topUp', request);
  }

  #submit<Kind extends keyof UseCases>(
    kind: Kind,
    request: UseCases[Kind]['request'],
  ): Promise<UseCases[Kind]['outcome']> {
    const outcome = this.#pipeline.submit({ kind, request } as Command);
    return outcome.then((settled) => {
      const walletId = walletOf(settled);
      if (walletId !== undefined) this.#onWalletChange?.(walletId);
      if (mayHaveFacts(settled)) this.#onFacts?.();
      return settled;
    });
  }
}

function needsOf(command: Command): Needs {
  switch (command.kind) {
    case 'pay':
      return payNeeds(command.request);
    case 'confirm':
      return confirmNeeds(command.request);
    case 'cancel':
      return cancelNeeds(command.request);
    case 'closeOrder':
      return closeOrderNeeds(command.request);
    case 'refund':
      return refundNeeds(command.request);
    case 'executeAcceptedRefund':
      return executeAcceptedRefundNeeds(command.request);
    case 'finish':
      return finishNeeds(command.request);
    case 'precreate':
      return precreateNeeds(command.request);
    case 'scan':
      return scanNeeds(command.request);
    case 'registerShop':
      return registerShopNeeds(command.request);
    case 'createMerchantCode':
      return createMerchantCodeNeeds(command.request);
    case 'modifyMerchantCode':
    case 'changeMerchantCodeStatus':
      return merchantCodeNeeds(command.request);
    case 'scanMerchantCode':
      return scanMerchantCodeNeeds(command.request);
    case 'openWallet':
      return { walletId: command.request.wallet.id, loginId: command.request.wallet.loginId };
    case 'topUp':
      return { walletId: command.request.walletId, entryId: command.request.entryId };
    default:
      return unreachable(command);
  }
}

function decide(book: Book, command: Command): Outcome {
  switch (command.kind) {
    case 'pay':
      return decidePay(book, command.request);
    case 'confirm':
      return decideConfirm(book, command.request);
    case 'cancel':
      return decideCancel(book, command.request);
    case 'closeOrder':
      return decideCloseOrder(book, command.request);
    case 'refund':
      return decideRefund(book, command.request);
    case 'executeAcceptedRefund':
      return decideExecuteAcceptedRefund(book, command.request);
    case 'finish':
      return decideFinish(book, command.request);
    case 'precreate':
      return decidePrecreate(book, command.request);
    case 'scan':
      return decideScan(book, command.request);
    case 'registerShop':
      return decideRegisterShop(book, command.request);
    case 'createMerchantCode':
      return decideCreateMerchantCode(book, command.request);
    case 'modifyMerchantCode':
      return decideModifyMerchantCode(book, command.request);
    case 'changeMerchantCodeStatus':
      return decideChangeMerchantCodeStatus(book, command.request);
    case 'scanMerchantCode':
      return decideScanMerchantCode(book, command.request);
    case 'openWallet':
      return decideOpenWallet(book, command.request, book.now);
    case 'topUp':
      return decideTopUp(book, command.request, book.now, isBooked(book, command.request));
    default:
      return unreachable(command);
  }
}

/** The wallet of the trade that a command has opened, changed or found. */
function walletOf(outcome: Outcome): WalletId | undefined {
  if ('trade' in outcome) return outcome.trade?.walletId;
  return 'wallet' in outcome ? outcome.wallet.id : undefined;
}

/** Whether the command may have stored a fact: its trade or its refund names an address. */
function mayHaveFacts(outcome: Outcome): boolean {
  if ('refund' in outcome && outcome.refund.notify) return true;
  return 'trade' in outcome && outcome.trade?.details.notify !== undefined;
}

/** Booked by an earlier try, or by an earlier command of the same batch. */
const isBooked = (book: Book, { entryId }: TopUp): boolean =>
  book.bookedEntries.has(entryId) || book.journal.entries.some(({ id }) => id === entryId);
