import { join, resolve } from 'node:path';
import type { Project } from '@portcullis/core';

/** The file of a project's folder that Portcullis writes; everything else there is the user's or Terraform's. */
export const documentName = 'main.tf.json';

/** The folder of a project's Terraform under a root, absolute: `terraform_gcp_shop`. */
export function projectFolder(project: Pick<Project, 'name' | 'provider'>, root: string): string {
	return join(resolve(root), `terraform_${project.provider}_${project.name}`);
}
