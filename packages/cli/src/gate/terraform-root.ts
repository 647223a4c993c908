import { basename, dirname } from 'node:path';

/**
 * Where the projects' Terraform folders stand: beside the database's own folder `.portcullis`, or beside the database
 * itself where it lies elsewhere. It follows from the database and not from where the command is run: a project written
 * into a second folder would be built a second time, since that one has no state.
 */
export function terraformRootOf(database: string): string {
	const folder = dirname(database);
	return basename(folder) === '.portcullis' ? dirname(folder) : folder;
}
