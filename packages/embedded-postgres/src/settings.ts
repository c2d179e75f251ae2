/**
 * How the embedded PostgreSQL is set up. Given on its command line at every start, so that a data
 * folder made by an older Sampan follows.
 */
export const postgresSettings: Readonly<Record<string, string>> = {
  // Nobody is answered before the payment is on the disk.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  max_connections: '100',
  shared_buffers: '256MB',

  // Payments write all the time: fewer checkpoints mean fewer full pages in the log.
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  // This build knows only pglz, which costs more than the disk it saves.
  wal_compression: 'off',

  // Statements are short; compiling them would cost more than running them. Parallel workers need
  // shared memory that containers keep small, and would take processor time from the lanes.
  jit: 'off',
  max_parallel_workers_per_gather: '0',

  timezone: 'UTC',
  log_timezone: 'UTC',

  // Refused statements reach the server as errors; repeating them here would fill the disk.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};
