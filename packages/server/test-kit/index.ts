/** What tests of the server share. Never part of the built program. */

export { ManualTimers } from '../../primitives/test-kit/manual-timers.ts';
export { type Cut, type FaultProxy, faultProxy } from './fault-proxy.ts';
export { type Program, program } from './program.ts';
export { publishedRates } from './published-rates.ts';
export {
  faultsToCharge,
  faultsToPay,
  frozen,
  limit,
  limitsOf,
  noRateAndTooSmall,
  noTrade,
  orderOf,
  otherKind,
  paidPayment,
  pass,
  payment,
  settledIn,
  suspended,
  tinyRates,
  tooSmallForLimits,
  waitingPayment,
} from './refusal-faults.ts';
export { asked, walkRefusals } from './refusal-walk.ts';
export { dumpSchema } from './schema-dump.ts';
export {
  alice,
  bob,
  feeByRate,
  hkd,
  partnerId,
  type TestBook,
  type TestBookOptions,
  testBook,
  time,
} from './test-book.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { fileWriterHere, type TestParts, testPlatform } from './test-platform.ts';
export {
  makeSystemKeys,
  testKeys,
  testPlatformKeys,
  testSecrets,
  testSecretsKey,
} from './test-secrets.ts';
export { laneName, type ProcessOptions, type TestWorld, testWorld } from './test-world.ts';
