/** `sampan demo`: plays against a running sandbox, through its gateway and its operations port. */
export { type Caller, callGateway } from './call-gateway.ts';
export { type Cast, findCast } from './cast.ts';
export * from './days/index.ts';
export type { Exchange } from './exchange.ts';
export type { Operations } from './operations.ts';
export {
  type DemoBuyer,
  type DemoMember,
  type DemoPartner,
  demoBalance,
  demoBuyers,
  demoPartners,
  demoPin,
  demoStaff,
} from './people.ts';
export { openReceiver, type Receiver } from './receiver.ts';
export { playScenes } from './scenes.ts';
