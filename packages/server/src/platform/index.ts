/**
 * The composition root: a whole system from injected time, chance, connections, transport and keys.
 */
export { acquiringOver } from './acquiring-over.ts';
export { describeFailure } from './describe-failure.ts';
export type { JobList } from './jobs.ts';
export { type Leader, leaderOf } from './leader.postgres.ts';
export { createMetrics, type Figures, type Metrics, sumsOf, textOf } from './metrics.ts';
export {
  openPlatform,
  type Platform,
  type PlatformParts,
  type SharedFiles,
} from './open-platform.ts';
export type { RetentionSettings } from './retention.ts';
