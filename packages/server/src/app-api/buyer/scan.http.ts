import type { FastifyInstance } from 'fastify';
import { readCode } from '#codes';
import { asDecimal, asScanned, Fields } from '../fields.ts';
import { once } from '../once.http.ts';
import { Problem } from '../problem.ts';
import { codeKinds } from './code-kinds.ts';
import type { BuyerWorld } from './dependencies.ts';
import { buyerOf, callerOf } from './session.ts';

export function scanRoutes(app: FastifyInstance, world: BuyerWorld): void {
  app.post('/scan', async (request, reply) => {
    const { wallet } = await buyerOf(request, world);
    const fields = new Fields(request.body, ['code', 'amount']);
    const text = fields.require('code', 'what the camera has read', asScanned);
    const amount = fields.read('amount', 'an amount as decimal text, such as "30.00"', asDecimal);
    const token = readCode(text);
    const opening = { ...world, caller: callerOf(wallet) };
    return once(request, reply, opening, async ({ id }) => {
      for (const kind of token === undefined ? [] : codeKinds) {
        const known = await kind({ token: token ?? '', wallet, amount, id }, world);
        if (known) return known;
      }
      throw new Problem(404, 'code-unknown', 'This code is not known here', 'code');
    });
  });
}
