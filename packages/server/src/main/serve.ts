/**
 * Composes the system over one database and opens its ports. With several workers this first process
 * keeps operations and whatever runs by the clock; the workers share the public port.
 */
import { modeOf, prepareDatabase, prepareSecrets } from '#installation';
import { createMetrics } from '#platform';
import { reachable, whyNoWorlds } from '#ports';
import type { SecretBox } from '#secrets';
import { Opened } from '#shutdown';
import { openJobs } from './jobs.ts';
import { openOperationsPort } from './operations-port.ts';
import { openPayments } from './payments.ts';
import type { RunningServer, ServeOptions } from './serve-options.ts';
import { openSftpPort } from './sftp-port.ts';

export { makeFirstKeys } from '#installation';

export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { machine, database, host, roles, log, wish } = options;
  const opened = new Opened({ timers: machine.timers, log: log.warn });
  wish?.addEventListener('abort', () => opened.hurry());
  try {
    const secrets = await prepare(options, opened);
    const metrics = createMetrics();
    const own = { machine, opened, log, metrics };
    // Before the port opens, so that the first payment already finds them.
    const sandbox = options.sandbox ? await import('#sandbox') : undefined;
    await sandbox?.ensureRates(database.url, machine.businessClock());
    const openWorlds = whyNoWorlds(options)
      ? undefined
      : await (await import('#worlds')).worldsOpener({ ...options, ...own });

    const surroundings = { ...own, openWorlds };
    const payments = await openPayments(options, secrets, surroundings);
    const { port, platform } = payments;
    metrics.watchBacklog(platform);
    const publicPort = port === undefined ? '' : `http://${reachable(host)}:${port}`;
    const gateway = roles.includes('gateway') ? `${publicPort}/gateway.do` : '';

    const { jobs, files } = openJobs(options, platform, surroundings);
    const parts = { payments, jobs, files, gatewayUrl: gateway };
    const admin = await openOperationsPort(options, parts, surroundings);
    const sftp = await openSftpPort(options, { ...payments, shelf: files.shared }, surroundings);
    const demo = options.demo
      ? await sandbox?.openDemo(platform, { ...options, ...own, gateway })
      : undefined;
    return {
      gateway,
      publicPort,
      admin,
      sftp: sftp ? `${reachable(host)}:${sftp.port}` : '',
      sftpHostKey: sftp?.fingerprint ?? '',
      demo,
      prepareWorlds: () => payments.worlds?.prepare(),
      stop: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Checks and migrates the database, and seals its secrets, before anything is served. */
async function prepare(options: ServeOptions, { signal }: Opened): Promise<SecretBox> {
  const { database, machine, sandbox, log } = options;
  const { clock, random } = machine;
  const mode = modeOf(sandbox);
  await prepareDatabase({ ...options, mode, clock, signal, log: log.about('database') });
  return prepareSecrets({
    ...options,
    ...database,
    clock,
    random,
    signal,
    log: log.about('secrets'),
  });
}
