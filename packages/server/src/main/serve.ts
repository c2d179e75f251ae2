/**
 * Composes the system over one database and opens its ports. With several workers this first process
 * keeps operations and whatever runs by the clock; the workers share the public port.
 */
import { join } from 'node:path';
import type { Paint } from '@sampan/cli';
import { type PartnerId, secret } from '@sampan/primitives';
import type { FileShelf } from '@sampan/sftp-server';
import { createOperations } from '#app-api';
import { connectTo } from '#database';
import { writerProcess } from '#file-writer';
import { type DatabaseUrls, modeOf, prepareDatabase, prepareSecrets } from '#installation';
import { failureLog, type Log } from '#log';
import type { NotificationChoices } from '#notification';
import {
  createMetrics,
  type Figures,
  follower,
  leaderOf,
  type Platform,
  type RetentionSettings,
  startJobs,
  textOf,
} from '#platform';
import {
  closeHttpPort,
  isPublic,
  listenNear,
  openHttpPort,
  type PortWish,
  type Role,
  reachable,
} from '#ports';
import type { SecretBox } from '#secrets';
import { Opened } from '#shutdown';
import { startWorkers } from '#workers';
import type { Machine } from './machine.ts';
import { openMachinePlatform } from './machine-platform.ts';
import { openPublicServer, type Surroundings } from './public-server.ts';
import { openSftpPort, type SftpPort } from './sftp-port.ts';

export interface ServeOptions {
  readonly machine: Machine;
  /** For the server's role, and for the owner who migrates. */
  readonly database: DatabaseUrls;
  readonly dataFolder: string;
  /** The database is not the embedded one. */
  readonly external: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly host: string;
  readonly ports: Readonly<Record<'gateway' | 'admin' | 'sftp', PortWish>>;
  readonly roles: readonly Role[];
  readonly workers: number;
  readonly sandbox: boolean;
  readonly demo: boolean;
  readonly production: boolean;
  /** How the public port is reached from outside; by default `publicHost` and its port. */
  readonly publicUrl: string | undefined;
  readonly publicHost: string;
  readonly notification: Partial<NotificationChoices>;
  /** Addresses and networks of proxies in front of the public port. */
  readonly trustedProxies: readonly string[];
  /** How long what is not money is kept. */
  readonly retention: RetentionSettings;
  /** Lets SFTP programs in that know nothing newer than SHA-1. */
  readonly sftpLegacy: boolean;
  /** Opens the operations port outside the sandbox. */
  readonly adminToken: string;
  readonly log: Log;
  /** The wish to stop, which may come while the server is still being opened. */
  readonly wish?: AbortSignal;
}

/** A demo world as `start` prints it. */
export interface DemoAnnouncement {
  /** More keys of the JSON object. */
  readonly view: object;
  lines(data: string, paint: Pick<Paint, 'bold'>): readonly string[];
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT/gateway.do`; empty without the role `gateway`. */
  readonly gateway: string;
  /** `http://127.0.0.1:PORT`; empty without a role of the public port. */
  readonly publicPort: string;
  /** `http://127.0.0.1:PORT` */
  readonly admin: string;
  /** `127.0.0.1:PORT`; empty without the role `sftp`. */
  readonly sftp: string;
  /** `SHA256:…`, by which clients know the SFTP server. */
  readonly sftpHostKey: string;
  /** Whom to pay as and to, when a demo world was asked for. */
  readonly demo: DemoAnnouncement | undefined;
  /**
   * Takes no new requests, finishes those it has, and lets go of the database; within 20 seconds.
   * Answers what it had to give up.
   */
  stop(): Promise<readonly string[]>;
}

/** Operations open wallets and answer prompts; beside workers, that is all this process does. */
const operationsLanes = 2;

const loopback = '127.0.0.1';

export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { machine, database, host, ports, roles, log, wish } = options;
  const { clock, timers } = machine;
  const opened = new Opened({ timers, log: log.warn });
  wish?.addEventListener('abort', () => opened.hurry());
  try {
    const mode = modeOf(options.sandbox);
    const said = log.about('database');
    await prepareDatabase({ ...options, mode, log: said, clock, signal: opened.signal });
    const secrets = await prepareSecrets({
      ...options,
      ...database,
      log: log.about('secrets'),
      clock,
      signal: opened.signal,
    });
    // Before the port opens, so that the first payment already finds them.
    const sandbox = options.sandbox ? await import('#sandbox') : undefined;
    await sandbox?.ensureRates(database.url, machine.businessClock());
    const metrics = createMetrics();
    const surroundings = { machine, opened, log, metrics };
    const payments = await openPayments(options, secrets, surroundings);
    const { port, platform } = payments;
    metrics.watchBacklog(platform);
    const folder = join(options.dataFolder, 'files');
    const writer = writerProcess({ url: database.url, folder, timers });
    opened.foundation('the process that writes files', () => writer.close());
    // What it is asked over another connection than ours ends as well.
    opened.signal.addEventListener('abort', () => void writer.close());
    const files = platform.files({ folder, writer: () => writer });
    const jobs = platform.jobs(files, {
      retention: options.retention,
      connectOwner: connectTo({
        url: database.ownerUrl,
        signal: opened.signal,
        onConnection: metrics.onConnection,
      }),
      onRun: metrics.onRun,
    });
    const jobLog = log.about('jobs');
    const isWorker = roles.includes('worker');
    const scheduler = { jobs, timers, log: jobLog.warn };
    const who = {
      leader: isWorker ? leaderOf(platform) : follower,
      notifier: isWorker ? platform.notifier : undefined,
    };
    opened.entrance(
      'jobs',
      startJobs({ ...scheduler, ...who, onFailure: failureLog(jobLog, timers) }),
    );
    const publicPort = port === undefined ? '' : `http://${reachable(host)}:${port}`;
    const gateway = roles.includes('gateway') ? `${publicPort}/gateway.do` : '';

    const operations = createOperations({
      ...platform,
      lists: platform.readers.lists,
      jobs,
      files,
      access: options.sandbox
        ? { kind: 'sandbox' }
        : { kind: 'token', token: secret(options.adminToken) },
      gatewayUrl: () => gateway,
      metrics: async () => textOf([await metrics.figures(), ...(await payments.figuresOfOthers())]),
      onError: failureLog(log.about('operations'), timers),
    });
    const admin = await listenNear(
      ports.admin,
      (at) => openHttpPort(operations, loopback, at),
      log.warn,
    );
    opened.entrance('the operations port', () => closeHttpPort(operations, timers));

    const sftp = await openFiles(options, platform, files.shelf);
    if (sftp) {
      metrics.watchSftp(sftp.connections);
      opened.entrance('the SFTP port', () => sftp.stop());
    }
    const demo = options.demo ? await sandbox?.openDemo(platform) : undefined;
    return {
      gateway,
      publicPort,
      admin: `http://${loopback}:${admin}`,
      sftp: sftp ? `${reachable(host)}:${sftp.port}` : '',
      sftpHostKey: sftp?.fingerprint ?? '',
      demo,
      stop: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

interface Payments {
  /** Of the public port; undefined when no role needs it. */
  readonly port: number | undefined;
  readonly platform: Platform;
  /** Those of the worker processes. */
  readonly figuresOfOthers: () => Promise<readonly Figures[]>;
}

/** Opens the public port, here or in workers, when a role needs it; answers this process's platform. */
async function openPayments(
  options: ServeOptions,
  secrets: SecretBox,
  surroundings: Surroundings,
): Promise<Payments> {
  const { database, ports, workers, log } = options;
  const { machine, opened, metrics } = surroundings;
  const figuresOfOthers = async () => [];
  const { host, sandbox, publicUrl, publicHost, notification, dataFolder } = options;
  const roles = options.roles.filter(isPublic);
  const common = { host, sandbox, publicUrl, publicHost, notification, roles, dataFolder };
  const { trustedProxies } = options;
  const own = { databaseUrl: database.url, port: ports.gateway, trustedProxies };
  const settings = { ...common, ...own };
  if (roles.length > 0 && workers < 2) {
    return { ...(await openPublicServer(settings, secrets, surroundings)), figuresOfOthers };
  }
  const platform = await openMachinePlatform({
    machine,
    database: { url: database.url, signal: opened.signal },
    lanes: operationsLanes,
    ...{ secrets, sandbox, notification },
    onFailure: failureLog(log.about('payments'), machine.timers),
    metrics,
  });
  opened.foundation('the database', () => platform.close());
  opened.entrance('notifications', () => platform.notifier.stop());
  if (roles.length === 0) return { port: undefined, platform, figuresOfOthers };
  const { timers } = machine;
  const started = await startWorkers({
    count: workers,
    settings,
    log: log.about('workers'),
    timers,
  });
  opened.entrance('worker processes', () => started.stop());
  return { port: started.port, platform, figuresOfOthers: started.figures };
}

/** Opens the port through which partners fetch their files, when that is a role of this server. */
async function openFiles(
  { host, ports, roles, sandbox, sftpLegacy, log }: ServeOptions,
  platform: Platform,
  shelf: FileShelf<PartnerId>,
): Promise<SftpPort | undefined> {
  if (!roles.includes('sftp')) return undefined;
  return openSftpPort({
    platform,
    shelf,
    host,
    wish: ports.sftp,
    sandbox,
    legacy: sftpLegacy,
    log: log.about('sftp'),
  });
}
