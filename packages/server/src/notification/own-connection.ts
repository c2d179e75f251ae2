import type { Connection } from '#database';

/** A dedicated connection, opened lazily and reopened after a loss. */
export interface OwnConnection {
  /** `number` was prepared for this connection. */
  get(): Promise<{ readonly connection: Connection; readonly number: number }>;
  close(): Promise<void>;
}

/** `prepare` runs once for each opened connection. */
export function ownConnection(
  connect: () => Promise<Connection>,
  prepare: (connection: Connection) => Promise<number> = async () => 0,
): OwnConnection {
  let open: Promise<{ connection: Connection; number: number }> | undefined;
  const opened = async () => {
    const connection = await connect();
    try {
      return { connection, number: await prepare(connection) };
    } catch (error) {
      await connection.close().catch(() => undefined);
      throw error;
    }
  };
  return {
    async get() {
      const known = await open?.catch(() => undefined);
      if (known?.connection.alive) return known;
      open = opened();
      return open;
    },
    async close() {
      const known = await open?.catch(() => undefined);
      open = undefined;
      await known?.connection.close().catch(() => undefined);
    },
  };
}
