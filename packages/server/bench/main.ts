/** `npm run bench -- NAME`: each benchmark is a file of its own. */
const benchmarks = {
  suite: () => import('./suite/run.ts'),
  quick: () => import('./suite/quick.ts'),
  reach: () => import('./reach/run.ts'),
  profile: () => import('./profile/run.ts'),
  pay: () => import('./pay.ts'),
  notify: () => import('./notify.ts'),
  files: () => import('./files.ts'),
  'close-day': () => import('./close-day.ts'),
  lists: () => import('./lists.ts'),
};

const [name = '', ...rest] = process.argv.slice(2);
// Without a name, options are those of the suite.
const isNamed = name !== '' && !name.startsWith('--');
const chosen = isNamed ? name : 'suite';
const args = isNamed ? rest : process.argv.slice(2);
const load = Object.hasOwn(benchmarks, chosen)
  ? benchmarks[chosen as keyof typeof benchmarks]
  : undefined;
if (!load) {
  console.error(`npm run bench -- ${Object.keys(benchmarks).join(' | ')}`);
  process.exit(2);
}
if (process.platform !== 'linux') {
  console.error('The benchmarks need Linux: they read CPU time from /proc.');
  process.exit(2);
}
await (await load()).run(args);
