import { assert } from '@sampan/primitives';

/** A statement, prepared once on each connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** Run over the owner's connection alone: the server's own role may not. */
  readonly byOwner?: true;
  /** What it does to the transaction of its connection. */
  readonly transaction?: 'begins' | 'commits' | 'rolls-back';
}

const declared = new Map<string, Statement>();

/**
 * Declares a statement. Its name is its own in the whole program: a connection that met two texts
 * under one name would refuse the second while the statements around it go through.
 */
export function statement(declaring: Statement): Statement {
  assert(!declared.has(declaring.name), `two statements are called ${declaring.name}`);
  declared.set(declaring.name, declaring);
  return declaring;
}

/** All statements of the modules that are loaded, for the test that prepares them. */
export const declaredStatements = (): readonly Statement[] => [...declared.values()];
