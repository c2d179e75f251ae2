/** The gateway for partners' programs. */
export { type AnswerOutcome, type OnAnswer, outcomeOf } from './answered.ts';
export type { GatewayDependencies } from './dependencies.ts';
export {
  type Check,
  type CheckName,
  checkNames,
  type Exchange,
  type Pretended,
} from './exchange.ts';
export { type Gateway, type GatewayReply, gateway } from './gateway.ts';
export type { Call, Instead, Interposition } from './interposition.ts';
export { createGateway, createPublicServer } from './public-server.http.ts';
export type { Refusal } from './refusal.ts';
export { gatewayRoutes } from './routes.http.ts';
