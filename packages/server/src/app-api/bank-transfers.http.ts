import { isTradeId, type TradeId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { type BankTransfer, listOpenTransfers, readTransfer, settleTransfer } from '#wallet';
import { bookTransfer, transferView } from './bank-transfers.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { asLine, asTradeId } from './fields.ts';
import { type List, pageOf } from './page.ts';
import { conflict, invalid, unknown } from './problem.ts';
import { serve } from './serve.http.ts';

const openList: List<BankTransfer, TradeId> = {
  name: 'bank-transfers',
  keyOf: ({ id }) => [id],
  keyFrom: ([id = '']) => (isTradeId(id) ? id : undefined),
};

/** Buyers' top-ups and withdrawals that wait for the operator. */
export function bankTransferRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { writer, lists, clock } = world;

  serve(app, world, 'GET /admin/bank-transfers', async ({ query }) => {
    const page = await pageOf(openList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listOpenTransfers(connection, after, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(operatorsView) };
  });

  serve(app, world, 'POST /admin/bank-transfers/:id', async ({ params, body }) => {
    const id = asTradeId(params.id);
    if (!id) throw unknown('bank-transfer', params.id);
    const settled = body.answer === 'settle' ? await settle(id) : await refuse(id, body.reason);
    return operatorsView(settled);
  });

  async function settle(id: TradeId): Promise<BankTransfer> {
    const booked = await bookTransfer(world, id);
    if (!booked) throw unknown('bank-transfer', id);
    if (booked.state === 'done') return booked;
    throw conflict('transfer-refused', `It was refused: ${booked.reason ?? 'no reason was given'}`);
  }

  async function refuse(id: TradeId, given: string | undefined): Promise<BankTransfer> {
    const reason = asLine(given ?? '', 200);
    if (reason === undefined) throw invalid('reason', 'text of 1 to 200 characters');
    const change = { from: 'requested', to: 'refused', reason, now: clock.now() } as const;
    const { result } = await writer.write(async (connection) => {
      const refused = await settleTransfer(connection, id, change);
      return { refused, known: refused ?? (await readTransfer(connection, id)) };
    });
    const { refused, known } = result;
    if (!known) throw unknown('bank-transfer', id);
    if (refused || known.state === 'refused') return known;
    throw conflict('transfer-done', 'It is settled, or just being settled');
  }
}

const operatorsView = (transfer: BankTransfer) => ({
  ...transferView(transfer),
  walletId: transfer.walletId,
});
