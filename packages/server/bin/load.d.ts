/** Imports `main/NAME`, compiled or from the sources. */
export function load(name: string): Promise<Readonly<Record<string, unknown>>>;
