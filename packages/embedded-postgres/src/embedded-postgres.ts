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
import { postgresAccount } from './account.ts';
import { ensureCluster } from './cluster.ts';
import { prepareFolder } from './folder.ts';
import { launch } from './launch.ts';
import { forgetShared, readPasswords } from './passwords.ts';
import { stopPostmaster } from './postmaster.ts';
import { claimAndPrepare, ownerUrl, serverUrl } from './prepare.postgres.ts';
import { findPrograms } from './programs.ts';

export interface EmbeddedPostgresOptions {
  /** The data folder; created if missing. */
  readonly folder: string;
  readonly log?: (line: string) => void;
  /** Fixes the port. Default: the last one, or another if that is taken. */
  readonly port?: number;
  /** Overrides of PostgreSQL's settings. Only tests may disable safety here. */
  readonly settings?: Readonly<Record<string, string>>;
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
  const passwords = await readPasswords(dataFolder);
  const account = await postgresAccount();
  const programs = await findPrograms(account);
  const made = { dataFolder, account, programs, password: passwords.superuser, log, signal };
  const cluster = await ensureCluster(made);
  const launching = { dataFolder, cluster, programs, passwords, port, settings, log, signal };
  const postmaster = await launch(launching);
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
