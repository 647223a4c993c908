import type { PlanFindings } from '../model/planned-deployment.js';

// What these providers make stands in no cloud and costs nothing: the first word of their types.
const costless = new Set([
	'archive',
	'cloudinit',
	'external',
	'http',
	'local',
	'null',
	'random',
	'template',
	'terraform',
	'time',
	'tls',
]);

type Unmapped = PlanFindings['unmapped'][number];

/**
 * What of a plan has no price because nothing judges it: it may cost anything, so no total that it would be part of is
 * complete. `before` and `after` are Terraform's addresses of what stands and of what shall stand.
 */
export function unpricedIn({ unmapped }: Pick<PlanFindings, 'unmapped'>): {
	readonly before: readonly string[];
	readonly after: readonly string[];
} {
	const priced = unmapped.filter(({ type }) => !costless.has(type.split('_')[0] ?? ''));
	const stands = ({ action }: Unmapped) => action !== 'create' && action !== 'no-op' && action !== 'forget';
	const remains = ({ action }: Unmapped) => action !== 'delete' && action !== 'no-op' && action !== 'forget';
	return { before: priced.filter(stands).map(addressOf), after: priced.filter(remains).map(addressOf) };
}

function addressOf({ address }: Unmapped): string {
	return address;
}
