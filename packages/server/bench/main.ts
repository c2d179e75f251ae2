/** `npm run bench -- NAME`: each benchmark is a file of its own. */
const benchmarks = {
  pay: () => import('./pay.ts'),
  notify: () => import('./notify.ts'),
  files: () => import('./files.ts'),
  'close-day': () => import('./close-day.ts'),
  lists: () => import('./lists.ts'),
};

const [name, ...args] = process.argv.slice(2);
const load = Object.hasOwn(benchmarks, name ?? '')
  ? benchmarks[name as keyof typeof benchmarks]
  : undefined;
if (!load) {
  console.error(`npm run bench -- ${Object.keys(benchmarks).join(' | ')}`);
  process.exit(2);
}
await (await load()).run(args);
