/** The gateway for partners' programs. */
export { type AnswerOutcome, type OnAnswer, outcomeOf } from './answered.ts';
export { newCodeToken } from './code-token.ts';
export type { GatewayDependencies } from './dependencies.ts';
export {
  type Check,
  type CheckName,
  checkNames,
  type Exchange,
  type Pretended,
  type Really,
} from './exchange.ts';
export { type Gateway, gateway } from './gateway.ts';
export type { GatewayReply } from './gateway-reply.ts';
export type { Call, Instead, Interposition, ReplyChanges } from './interposition.ts';
export { partnerNamedIn } from './parts-of.ts';
export { createGateway, createPublicServer } from './public-server.http.ts';
export type { Refusal } from './refusal.ts';
export { readRefusals, removeOldRefusals } from './refusal-counts.postgres.ts';
export { type OnPartnerRefusal, RefusalTally } from './refusal-tally.ts';
export { gatewayRoutes } from './routes.http.ts';
