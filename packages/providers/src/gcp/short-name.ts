/**
 * The name that a reference ends in: plans and states write `main`, `projects/p/global/networks/main` and
 * `https://www.googleapis.com/compute/v1/projects/p/global/networks/main` for one network.
 */
export function shortName(reference: string | undefined): string | undefined {
	return reference?.slice(reference.lastIndexOf('/') + 1);
}
