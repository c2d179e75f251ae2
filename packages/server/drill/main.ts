/** `npm run drill -- NAME`: each drill is a file of its own; without a name they are listed. */
const drills = {
  'silent-database': {
    summary:
      'the database falls silent under load: what resumes when, and whether a server can be stopped',
    load: () => import('./silent-database.ts'),
  },
} as const;

const [name, ...args] = process.argv.slice(2);
const drill = Object.hasOwn(drills, name ?? '') ? drills[name as keyof typeof drills] : undefined;
if (drill) {
  process.exitCode = await (await drill.load()).run(args);
} else {
  const asksForList = name === undefined || name === '--help';
  const lines = Object.entries(drills).map(([each, { summary }]) => `  ${each}  ${summary}`);
  const text = ['npm run drill -- NAME [options]', '', ...lines, ''].join('\n');
  (asksForList ? process.stdout : process.stderr).write(
    asksForList ? text : `There is no drill "${name}".\n\n${text}`,
  );
  process.exitCode = asksForList ? 0 : 2;
}
