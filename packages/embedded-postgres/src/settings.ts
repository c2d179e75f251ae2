/**
 * Settings of the embedded PostgreSQL. They are passed on the command line at every start, so that
 * data folders of older versions use them too.
 */
export const postgresSettings: Readonly<Record<string, string>> = {
  // A payment is answered only after it is on disk.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  max_connections: '100',
  shared_buffers: '256MB',

  // Payments write continuously: fewer checkpoints mean fewer full pages in the log.
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  // This build has only pglz, which costs more time than it saves disk.
  wal_compression: 'off',

  // Statements are short; JIT would cost more than it gains. Parallel workers need shared memory,
  // which containers limit, and would take processor time from the lanes.
  jit: 'off',
  max_parallel_workers_per_gather: '0',

  timezone: 'UTC',
  log_timezone: 'UTC',

  // Statement errors reach the server; logging them here too would fill the disk.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};
