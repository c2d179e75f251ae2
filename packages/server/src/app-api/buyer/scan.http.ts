import type { ScannedView } from '@sampan/api';
import type { FastifyInstance } from 'fastify';
import { readCode } from '#codes';
import { once } from '../once.http.ts';
import { Problem } from '../problem.ts';
import { codeKinds } from './code-kinds.ts';
import type { BuyerWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { callerOf } from './session.ts';

export function scanRoutes(app: FastifyInstance, world: BuyerWorld): void {
  serve(app, world, 'POST /scan', async ({ caller: { wallet }, body }, request, reply) => {
    const { code: text, amount } = body;
    const token = readCode(text);
    const opening = { ...world, caller: callerOf(wallet) };
    return once<ScannedView>(request, reply, opening, async ({ id }) => {
      for (const kind of token === undefined ? [] : codeKinds) {
        const known = await kind({ token: token ?? '', wallet, amount, id }, world);
        if (known) return known;
      }
      throw new Problem(404, 'code-unknown', 'This code is not known here', 'code');
    });
  });
}
