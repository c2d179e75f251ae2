/** Imports `main/NAME`, compiled or from the sources. */
export function load(name: string): Promise<Readonly<Record<string, unknown>>>;
/** Imports the commands of a client where they are built; otherwise `load('cli')` has them. */
export function loadClient(): Promise<
  Pick<typeof import('../../cli/src/client-program.ts'), 'runClient'> | undefined
>;
