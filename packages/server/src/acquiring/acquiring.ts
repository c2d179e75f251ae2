import type { IdSource, WalletId } from '@sampan/primitives';
import type { BusinessClock, Pipeline, Workload } from '#database';
import { type Book, changedWallets } from './book.ts';
import { cancelNeeds, decideCancel } from './cancel.ts';
import { closeOrderNeeds, decideCloseOrder } from './close.ts';
import { confirmNeeds, decideConfirm } from './confirm.ts';
import {
  decideExecuteAcceptedRefund,
  executeAcceptedRefundNeeds,
} from './execute-accepted-refund.ts';
import { decideFinish, finishNeeds } from './finish.ts';
import { decideRefund, refundNeeds } from './give-refund.ts';
import { loadBook } from './load.postgres.ts';
import {
  createMerchantCodeNeeds,
  decideChangeMerchantCodeStatus,
  decideCreateMerchantCode,
  decideModifyMerchantCode,
  merchantCodeNeeds,
} from './make-merchant-code.ts';
import type { Needs } from './needs.ts';
import { decidePay, payNeeds } from './pay.ts';
import { decidePrecreate, precreateNeeds } from './precreate.ts';
import { decideRegisterShop, registerShopNeeds } from './register-shop.ts';
import { decideScan, scanNeeds } from './scan.ts';
import { decideScanMerchantCode, scanMerchantCodeNeeds } from './scan-merchant-code.ts';
import { storeBook } from './store.postgres.ts';
import {
  openWallet,
  openWalletNeeds,
  topUp,
  topUpNeeds,
  withdraw,
  withdrawNeeds,
} from './wallet-commands.ts';

/** Every command that moves money or changes a trade: the rows it needs, and its decision. */
const useCases = {
  pay: { needs: payNeeds, decide: decidePay },
  confirm: { needs: confirmNeeds, decide: decideConfirm },
  cancel: { needs: cancelNeeds, decide: decideCancel },
  closeOrder: { needs: closeOrderNeeds, decide: decideCloseOrder },
  refund: { needs: refundNeeds, decide: decideRefund },
  executeAcceptedRefund: {
    needs: executeAcceptedRefundNeeds,
    decide: decideExecuteAcceptedRefund,
  },
  finish: { needs: finishNeeds, decide: decideFinish },
  precreate: { needs: precreateNeeds, decide: decidePrecreate },
  scan: { needs: scanNeeds, decide: decideScan },
  registerShop: { needs: registerShopNeeds, decide: decideRegisterShop },
  createMerchantCode: { needs: createMerchantCodeNeeds, decide: decideCreateMerchantCode },
  modifyMerchantCode: { needs: merchantCodeNeeds, decide: decideModifyMerchantCode },
  changeMerchantCodeStatus: { needs: merchantCodeNeeds, decide: decideChangeMerchantCodeStatus },
  scanMerchantCode: { needs: scanMerchantCodeNeeds, decide: decideScanMerchantCode },
  openWallet: { needs: openWalletNeeds, decide: openWallet },
  topUp: { needs: topUpNeeds, decide: topUp },
  withdraw: { needs: withdrawNeeds, decide: withdraw },
};

type UseCases = typeof useCases;
type Carry<Request, Outcome> = (request: Request) => Promise<Outcome>;

/**
 * Carries out the commands of the money path, each exactly once, however often it is sent. A
 * promise resolves after the commit; it rejects with `NotCarriedOut` when there is no outcome.
 */
export type Acquiring = {
  readonly [Name in keyof UseCases]: UseCases[Name]['decide'] extends (
    book: Book,
    request: infer Request,
  ) => infer Outcome
    ? Carry<Request, Outcome>
    : never;
} & Pick<AcquiringPipeline, 'open' | 'close' | 'waiting'>;

export interface AcquiringOptions {
  readonly clock: BusinessClock;
  readonly ids: IdSource;
  /**
   * Called after a commit for each wallet that it may have changed. Only a hint, which may be lost.
   */
  readonly onWalletChange: (walletId: WalletId) => void;
  /** Called after a commit that stored facts for partners. Only a hint too. */
  readonly onFacts: () => void;
}

/** One request of a use case, queued for a lane. */
interface Command {
  readonly needs: Needs;
  decide(book: Book): unknown;
}

export type AcquiringPipeline = Pipeline<Command, Book, unknown>;

/** What a pipeline does with the commands of all use cases. */
export const acquiringWorkload = ({
  clock,
  ids,
  onWalletChange,
  onFacts,
}: AcquiringOptions): Workload<Command, Book, unknown> => ({
  load: (connection, commands, lane) =>
    loadBook(
      connection,
      commands.map(({ needs }) => needs),
      { clock, ids, lane },
    ),
  decide: (book, command) => command.decide(book),
  store: storeBook,
  committed(book) {
    for (const walletId of changedWallets(book)) onWalletChange(walletId);
    if (book.facts.length > 0) onFacts();
  },
});

/** The use cases over a pipeline that has the workload above. */
export function createAcquiring(pipeline: AcquiringPipeline): Acquiring {
  const carry =
    <Request>({ needs, decide }: UseCase<Request>) =>
    (request: Request) =>
      pipeline.submit({ needs: needs(request), decide: (book) => decide(book, request) });
  const commands = Object.entries(useCases).map(([name, useCase]) => [
    name,
    carry(useCase as UseCase<unknown>),
  ]);
  return {
    ...Object.fromEntries(commands),
    open: () => pipeline.open(),
    close: () => pipeline.close(),
    get waiting() {
      return pipeline.waiting;
    },
  } as Acquiring;
}

interface UseCase<Request> {
  needs(request: Request): Needs;
  decide(book: Book, request: Request): unknown;
}
