/**
 * A notifier in a process of its own, to be killed. Arguments: the database's URL. Prints a line when
 * it works.
 */
import { systemClock, systemTimers } from '@sampan/primitives/node';
import { BusinessClock, connect, Reader, Writer } from '#database';
import { createNotifier, httpTransport, sandboxSettings } from '#notification';
import { PartnerDirectory } from '#partner';
import { testPlatformKeys, testSecrets } from '#test-kit';

const [url = ''] = process.argv.slice(2);
const clock = new BusinessClock(systemClock);
const reader = new Reader({ url, name: 'killed reader' }, clock);
const writer = new Writer({ url, name: 'killed reader' }, clock);
const keys = testPlatformKeys;
const notifier = createNotifier({
  connect: () => connect({ url, name: 'killed notifier', byIndexOnly: true }),
  reader,
  writer,
  clock,
  directory: new PartnerDirectory(reader, systemTimers, testSecrets),
  keys,
  timers: systemTimers,
  transport: httpTransport(),
  settings: sandboxSettings,
});
notifier.start();
process.stdout.write('works\n');
