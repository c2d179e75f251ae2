/** `npm run bench -- NAME`: each benchmark is a file of its own. */
type Benchmark = (args: readonly string[]) => Promise<void>;

const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  all: async () => (await import('./suite/run.ts')).runAll,
  suite: async () => (await import('./suite/run.ts')).runSuite,
  quick: async () => (await import('./suite/run.ts')).runQuick,
  reach: async () => (await import('./suite/run.ts')).runReach,
  profile: async () => (await import('./profile/run.ts')).run,
  pay: async () => (await import('./pay.ts')).run,
  notify: async () => (await import('./notify.ts')).run,
  files: async () => (await import('./files.ts')).run,
  'close-day': async () => (await import('./close-day.ts')).run,
  lists: async () => (await import('./lists.ts')).run,
  portal: async () => (await import('./portal.ts')).run,
};

const [name = '', ...rest] = process.argv.slice(2);
// Without a name, options are those of all.
const isNamed = name !== '' && !name.startsWith('--');
const load = benchmarks[isNamed ? name : 'all'];
if (!load) {
  console.error(`npm run bench -- ${Object.keys(benchmarks).join(' | ')}`);
  process.exit(2);
}
if (process.platform !== 'linux') {
  console.error('The benchmarks need Linux: they read CPU time from /proc.');
  process.exit(2);
}
await (await load())(isNamed ? rest : process.argv.slice(2));
