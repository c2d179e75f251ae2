/**
 * A notifier in a process of its own, to be killed. Arguments: the database's URL. Prints a line when
 * it works.
 */
import { testPlatform } from '#test-kit';

const [url = ''] = process.argv.slice(2);
const { notifier } = await testPlatform({ url });
notifier.start();
process.stdout.write('works\n');
