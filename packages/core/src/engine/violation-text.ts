import { formatMicros } from '../cost/format-money.js';

/** What the placeholders of a policy's message and hint stand for. */
export interface TextContext {
	readonly resource: string;
	readonly path: readonly (string | number)[];
	readonly expected: unknown;
	readonly received: unknown;
	/** Further words: `actor`, `owners`… */
	readonly words: Readonly<Record<string, string>>;
}

/**
 * Fills in a METADATA text: `{resource}`, `{expected}`, `{received}` and the further words. A placeholder that nobody
 * knows stays as it is, so that a mistake is seen.
 */
export function fillIn(template: string, context: TextContext): string {
	return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
		if (name === 'resource') return context.resource === 'deployment' ? 'the deployment' : context.resource;
		if (name === 'expected') return expectedText(context.expected, context.path);
		if (name === 'received') return valueText(context.received, context.path);
		return Object.hasOwn(context.words, name) ? (context.words[name] ?? whole) : whole;
	});
}

/** Writes what would have passed: `at most 10`, `one of us-central1, us-east1`. */
export function expectedText(expected: unknown, path: readonly (string | number)[]): string {
	if (typeof expected === 'object' && expected !== null && !Array.isArray(expected)) {
		const [entry, ...more] = Object.entries(expected);
		if (entry !== undefined && more.length === 0) {
			const [relation, value] = entry;
			if (relation === 'includes') return valueText(value, path);
			return `${relation.replaceAll('_', ' ')} ${valueText(value, path)}`;
		}
	}
	return valueText(expected, path);
}

const units: Readonly<Record<string, readonly [per: number, unit: string]>> = {
	vcpu_milli: [1000, 'vCPU'],
	memory_mib: [1024, 'GiB'],
	disk_gib: [1, 'GiB'],
};

/** Writes a value for people. What a path ending in `_micros` leads to is money; a measure of quotas has its unit. */
export function valueText(value: unknown, path: readonly (string | number)[]): string {
	const last = path.at(-1);
	if (typeof value === 'number' && typeof last === 'string' && last.endsWith('_micros')) {
		return `${formatMicros(value, last.startsWith('monthly') ? 2 : 4)} USD`;
	}
	const unit = typeof last === 'string' && Object.hasOwn(units, last) ? units[last] : undefined;
	if (typeof value === 'number' && unit !== undefined) return `${value / unit[0]} ${unit[1]}`;
	if (typeof value === 'string') return value;
	if (Array.isArray(value))
		return value.length === 0 ? 'nothing' : value.map((item) => valueText(item, path)).join(', ');
	return JSON.stringify(value) ?? 'nothing';
}
