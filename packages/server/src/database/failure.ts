/** What a failed transaction means for the commands that it carried. */
export type Failure =
  /** Another transaction was in the way; the same commands may succeed when they run again. */
  | 'conflict'
  /** The connection is gone. Whether a commit happened is not known. */
  | 'connection-lost'
  /** A row stayed locked by another session for too long. */
  | 'lock-timeout'
  /** Anything else: a fault of ours, or a command that the database refuses. */
  | 'fault';

const conflictCodes = new Set(['40001', '40P01', '23505']);

/** The server ends sessions, takes no more of them, or has none to give yet; and the system's own. */
const connectionCodes = new Set([
  ...['57P01', '57P02', '57P03', '57P04', '57P05', '53300', '25P03', '25P04', '40003'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTCONN', 'ENOENT'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENETRESET', 'EADDRNOTAVAIL'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EMFILE', 'ENFILE'],
  ...['ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_SOCKET_CLOSED'],
]);

/** The driver gives these no code. Whole sentences, so that no message of ours is taken for one. */
const connectionMessages = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'timeout expired',
]);

/** Sorts what the driver threw. Codes are PostgreSQL's SQLSTATE, or the system's errno. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return 'fault';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) {
    return connectionMessages.has(error.message) ? 'connection-lost' : 'fault';
  }
  if (conflictCodes.has(code)) return 'conflict';
  if (code === '55P03') return 'lock-timeout';
  // Class 08 are the connection exceptions.
  const isLost = connectionCodes.has(code) || /^08[0-9A-Z]{3}$/.test(code);
  return isLost ? 'connection-lost' : 'fault';
}
