import type { QuotaAbout, QuotaMeasure } from './quota.js';

const measured: Readonly<Record<Exclude<QuotaMeasure, 'count'>, string>> = {
	vcpu_milli: 'vCPU',
	memory_mib: 'memory',
	disk_gib: 'disk',
	hourly_micros: 'cost an hour',
	monthly_micros: 'cost a month',
};

/** What people call a quota: `the number of vm of project shop`, `the vCPU of vm that ada adds in a day`. */
export function quotaLabel({ owner, project, actor, kind, measure, per }: Omit<QuotaAbout, 'id'>): string {
	const what = measure === 'count' ? `number of ${kind}` : `${measured[measure]}${kind === null ? '' : ` of ${kind}`}`;
	const whose = owner === 'tenant' ? 'the tenant' : `${owner} ${project ?? actor}`;
	return per === null ? `the ${what} of ${whose}` : `the ${what} that ${whose} adds in ${article(per)} ${per}`;
}

function article(word: string): string {
	return word === 'hour' ? 'an' : 'a';
}
