/** What a failed transaction means for the commands that it carried. */
export type Failure =
  /** Another transaction was in the way; the same commands may succeed when they run again. */
  | 'conflict'
  /** The connection is gone. Whether a commit happened is not known. */
  | 'connection-lost'
  /** A row stayed locked by somebody else for too long. */
  | 'lock-timeout'
  /** Anything else: a fault of ours, or a command that the database refuses. */
  | 'fault';

const conflictCodes = new Set(['40001', '40P01', '23505']);
const connectionCodes = new Set(['57P01', '57P02', '57P03', '57P04', '53300', '25P03', '25P04']);
const connectionErrors = /ECONN|EPIPE|ETIMEDOUT|ENOENT|terminated|Connection|not queryable|closed/;

/** Sorts what the driver threw. Codes are PostgreSQL's SQLSTATE, or the system's errno. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return 'fault';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code !== undefined && conflictCodes.has(code)) return 'conflict';
  if (code === '55P03') return 'lock-timeout';
  if (code !== undefined && (connectionCodes.has(code) || code.startsWith('08'))) {
    return 'connection-lost';
  }
  if (connectionErrors.test(code ?? error.message)) return 'connection-lost';
  return 'fault';
}
