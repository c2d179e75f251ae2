/** The worlds of a sandbox: whole systems beside world `main`, each over a database of its own. */
export { worldsOpener } from './opener.ts';
