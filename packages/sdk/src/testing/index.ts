/**
 * For the tests of programs that use the SDK: signed messages, a gateway in memory with virtual
 * time, and the real gateway.
 */
export { memoryStore } from '../store/store.ts';
export {
  type MemoryGateway,
  memoryGateway,
  type Script,
  type ScriptedAnswer,
  type ScriptedCall,
} from './memory-gateway.ts';
export type { TestOperations, TestWallet } from './operations.ts';
export type { BookedOrder, OrderBook } from './order-book.ts';
export type {
  AddedScenario,
  Scenario,
  ScenarioAnswer,
  ScenarioConditions,
  ScenarioFieldTest,
  ScenarioStep,
  ScenarioTime,
} from './scenario.ts';
export { refuse, type SignedBy, type SignedMessage, signNotification, signReply } from './sign.ts';
export { type GatewayOptions, startGateway, type TestGateway } from './start-gateway.system.ts';
export { type VirtualTime, virtualTime } from './virtual-time.ts';
export type { TestGatewayWorld, WorldOptions } from './world.ts';
