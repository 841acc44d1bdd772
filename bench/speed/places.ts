/** Where things are. */
import { join } from 'node:path';

export const rootDirectory = join(import.meta.dirname, '..', '..');
/** The product as it is published; see `build.js`. */
export const productDirectory = join(rootDirectory, 'dist');
/** The sources of the programs that the bench starts, with the packages of the peers. */
export const programsDirectory = join(import.meta.dirname, 'programs');
/** The same as JavaScript, so that no loader is between Node and what is measured. */
export const builtDirectory = join(programsDirectory, 'built');
export const resultsDirectory = join(rootDirectory, 'bench', 'results');
/** The schema that all servers of the bench have. */
export const schemaFile = join(rootDirectory, 'schema', 'schema.graphql');
