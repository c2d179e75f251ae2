/** PostgreSQL: connections, migrations, business time, and the pipeline through which money moves. */

export { endDay, followClock, moveClock } from './business-clock.postgres.ts';
export {
  BusinessClock,
  type BusinessClockOptions,
  type ClockReading,
  ClocksDiffer,
} from './business-clock.ts';
export { BusinessTime, readNow } from './business-time.ts';
export { type ClientOptions, type OpenClient, openClient } from './client.postgres.ts';
export {
  type Connect,
  type Connection,
  type ConnectionOptions,
  connect,
  connectTo,
  type Database,
  type Listening,
  type Purpose,
  type RawRow,
} from './connection.postgres.ts';
export { type Failure, failureOf } from './failure.ts';
export { type ReaderOptions, type Reading, TookTooLong } from './few-connections.postgres.ts';
export { excessOf } from './grants.postgres.ts';
export { type InFlightOptions, waitForOlderTransactions } from './in-flight.postgres.ts';
export { asLane, connectLane, laneLockClass } from './lane-connection.postgres.ts';
export { type Load, leaderLock, readLoad } from './load.postgres.ts';
export { Lookup } from './lookup.ts';
export { migrate, newestMigration } from './migrate.postgres.ts';
export { Pipeline, type PipelineOptions } from './pipeline.ts';
export { type Privileges, serverPrivileges } from './privileges.ts';
export { Reader } from './reader.postgres.ts';
export { RowSet } from './row-set.ts';
export { readBlockers, type Session } from './session.postgres.ts';
export { sharedConnections } from './shared-connections.ts';
export { type SilenceLimit, usualHeartbeat } from './silence.ts';
export { declaredStatements, type Statement, statement } from './statement.ts';
export {
  bigint,
  boolean,
  bytes,
  type Column,
  date,
  instant,
  integer,
  json,
  optional,
  type RowOf,
  type Table,
  table,
  text,
  texts,
} from './table.ts';
export { inTransaction } from './transaction.postgres.ts';
export { type NoOutcome, NotCarriedOut, type PipelineObserver, type Workload } from './workload.ts';
export { Writer } from './writer.postgres.ts';
