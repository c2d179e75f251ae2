/** Stands for a server: says its number, then how it ends, or that it has survived the end of its parent. */
import { stopWithNpm } from '../bin/stop-with-npm.js';

const looks = 10;
const everyMs = 20;

process.on('SIGTERM', () => {
  process.stdout.write('SIGTERM\n');
  process.exit();
});
stopWithNpm({ everyMs });
process.stdout.write(`${process.pid}\n`);

// The outer shell is killed at once; many looks later it would have been noticed.
let left = looks * 5;
setInterval(() => {
  left -= 1;
  if (left > 0) return;
  process.stdout.write('lives on\n');
  process.exit();
}, everyMs);
