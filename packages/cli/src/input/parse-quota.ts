import {
	type MeasureWord,
	maxQuotaAmount,
	measureWords,
	type QuotaAbout,
	type QuotaMeasure,
	type QuotaPeriod,
	type ResourceKind,
} from '@portcullis/core';
import { misunderstood, type Understood, understood } from './input-problem.js';
import { parseAmount } from './parse-amount.js';

/** Which quota is meant, beside its owner. */
export interface QuotaWords {
	readonly measure: MeasureWord;
	readonly per?: QuotaPeriod;
}

/** Which quota is meant, as the gate is told it. */
export interface QuotaReference {
	readonly project?: string;
	readonly actor?: string;
	readonly tenant?: true;
	readonly kind?: ResourceKind;
	readonly measure: QuotaMeasure;
	readonly per?: QuotaPeriod;
}

/**
 * Reads whose quota it is: `shop` or `project:shop`, `actor:ada`, `tenant`; and of which kind, `all` for every one.
 *
 * @returns what the gate is told; whether such a project is there is the gate's to say
 */
export function parseQuota(owner: string, kind: ResourceKind | 'all', { measure, per }: QuotaWords): QuotaReference {
	return {
		...ownerOf(owner),
		...(kind === 'all' ? {} : { kind }),
		measure: measureWords[measure].measure,
		...(per === undefined ? {} : { per }),
	};
}

function ownerOf(text: string): Pick<QuotaReference, 'project' | 'actor' | 'tenant'> {
	if (text === 'tenant') return { tenant: true };
	// An actor may be called anything; a project has no colon in its name.
	if (text.startsWith('actor:')) return { actor: text.slice('actor:'.length) };
	return { project: text.startsWith('project:') ? text.slice('project:'.length) : text };
}

/** What nine digits can say: more than anybody has, and exact in every unit. */
const most = 999_999_999;

/** Reads a limit in the unit that people use for its measure: pieces, vCPU, GiB or US dollars. */
export function parseLimit(measure: MeasureWord, text: string): Understood<number> {
	const { scale } = measureWords[measure];
	switch (measure) {
		case 'count':
			return parseScaled(text, scale, `must be a whole number from 0 to ${most}, such as 10`);
		case 'vcpu':
			return parseScaled(
				text,
				scale,
				`must be a number of vCPU from 0 to ${most}, in thousandths at most, such as 16 or 0.5`,
			);
		case 'memory':
			return parseScaled(text, scale, `must be from 0 to ${most} GiB and a whole number of MiB, such as 64 or 0.5`);
		case 'disk':
			return parseScaled(text, scale, `must be a whole number of GiB from 0 to ${most}, such as 500`);
		case 'hourly':
		case 'monthly':
			return parseMoney(text);
	}
}

// The gate would say it in millionths.
function parseMoney(text: string): Understood<number> {
	const amount = parseAmount(text);
	if (amount.kind === 'problems' || amount.value <= maxQuotaAmount) return amount;
	return misunderstood({ message: 'must be at most a billion US dollars, such as 500 or 2k', received: text });
}

function parseScaled(text: string, scale: number, message: string): Understood<number> {
	const matched = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text);
	if (matched === null) return misunderstood({ message, received: text });
	// As digits, never as a floating-point number: 1.001 times 1000 is not 1001 there.
	const [, whole = '0', decimals = ''] = matched;
	const scaled = BigInt(whole + decimals) * BigInt(scale);
	const power = 10n ** BigInt(decimals.length);
	return scaled % power === 0n ? understood(Number(scaled / power)) : misunderstood({ message, received: text });
}

const words = new Map<string, MeasureWord>(
	Object.entries(measureWords).map(([word, { measure }]) => [measure, word as MeasureWord]),
);

/** What the command calls a quota, in words: `shop vm count`, `actor ada vm count per day`, `tenant all monthly`. */
export function quotaWords({ owner, project, actor, kind, measure, per }: Omit<QuotaAbout, 'id'>): string {
	const whose = owner === 'actor' ? `actor ${actor}` : (project ?? 'tenant');
	return [whose, kind ?? 'all', words.get(measure) ?? measure, ...(per === null ? [] : ['per', per])].join(' ');
}
