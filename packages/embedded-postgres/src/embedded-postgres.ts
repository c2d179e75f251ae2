/**
 * A real PostgreSQL in a data folder, with nothing to install and nothing to set up.
 *
 * ```ts
 * const postgres = await startEmbeddedPostgres({ folder: 'data' });
 * await migrate(postgres.ownerUrl);
 * // … serve, then
 * await postgres.stop();
 * ```
 */
import { type Account, postgresAccount } from './account.ts';
import { ensureCluster } from './cluster.ts';
import { prepareFolder } from './folder.ts';
import { forgetShared, readPasswords } from './passwords.ts';
import { stopPostmaster } from './postmaster.ts';
import { findPrograms, type Programs } from './programs.ts';

export interface EmbeddedPostgresOptions {
  /** The data folder; created if missing. */
  readonly folder: string;
  readonly log?: (line: string) => void;
  /** Fixes the port. Default: the last one, or another if that is taken. */
  readonly port?: number;
  /** Overrides of PostgreSQL's settings. Only tests may disable safety here. */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * Called once, when PostgreSQL's own programs work and this process only waits: the time to load what
   * is needed next. `isNew`: the cluster is being created, which takes longest.
   */
  readonly onWaiting?: (isNew: boolean) => void;
  /** Aborts the start and removes partial results. */
  readonly signal?: AbortSignal;
}

export interface EmbeddedPostgres {
  /** For the server: a role that owns no tables. */
  readonly url: string;
  /** For migrations: the role that owns the tables. */
  readonly ownerUrl: string;
  readonly pid: number;
  /** Resolves when PostgreSQL ends without a call of `stop`. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL, or attaches to the one that a killed server left running. */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log = () => undefined, port, settings = {}, signal } = options;
  const dataFolder = await prepareFolder(options.folder);
  const onWaiting = onlyOnce(options.onWaiting);
  const [passwords, [account, programs]] = await Promise.all([
    readPasswords(dataFolder),
    accountAndPrograms(),
  ]);
  const made = { dataFolder, account, programs, password: passwords.superuser, log, signal };
  const cluster = await ensureCluster({ ...made, onInitdb: () => onWaiting(true) });
  // These load PostgreSQL's driver, which initdb need not wait for.
  const [{ launch }, { claimAndPrepare, ownerUrl, serverUrl }] = await Promise.all([
    import('./launch.ts'),
    import('./prepare.postgres.ts'),
  ]);
  const launching = { dataFolder, cluster, programs, passwords, port, settings, log, signal };
  const postmaster = await launch({ ...launching, onSpawn: () => onWaiting(false) });
  onWaiting(false);
  const claim = await claimAndPrepare(postmaster.port, passwords);
  await forgetShared(dataFolder);

  const lost = new Promise<Error>((resolve) => {
    claim.client.on('end', () => resolve(new Error('PostgreSQL closed the connection')));
  });
  let stopping: Promise<void> | undefined;
  return {
    url: serverUrl(postmaster.port, passwords),
    ownerUrl: ownerUrl(postmaster.port, passwords),
    pid: postmaster.pid,
    lost,
    stop() {
      stopping ??= claim.close().then(() => stopPostmaster(postmaster.pid, cluster.folder));
      return stopping;
    },
  };
}

async function accountAndPrograms(): Promise<readonly [Account | undefined, Programs]> {
  const account = await postgresAccount();
  return [account, await findPrograms(account)];
}

function onlyOnce(call: EmbeddedPostgresOptions['onWaiting']): (isNew: boolean) => void {
  let next = call;
  return (isNew) => {
    const now = next;
    next = undefined;
    now?.(isNew);
  };
}
