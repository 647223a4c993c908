import { formatHourly, formatMicros, formatMonthly } from '../cost/format-money.js';
import type { Component, ComponentName, Estimate } from '../model/estimate.js';
import { en, type Messages } from './messages.js';

/** A part of a price, as people read it. */
export interface PresentedComponent {
	readonly kind: Component['kind'];
	readonly resource: string;
	readonly component: ComponentName;
	readonly detail: string;
	/** In US dollars, or what there is to say instead: `by usage`, `free`, `unknown`. */
	readonly hourly: string;
	readonly monthly: string;
	/** Where the price comes from and of which day it is; or why there is none. */
	readonly source: string;
	/** All of it in one sentence. */
	readonly text: string;
}

/** A price by component, with its total, as people read it. */
export interface PresentedCost {
	readonly kind: 'cost';
	/** With its currency: `at least 0.0168 USD`, `unknown`. */
	readonly hourly: string;
	readonly monthly: string;
	/** Both, and of what the price is not known. */
	readonly total: string;
	/** Parts whose price is not known: `vm/web compute`. Where there are any, the amounts are the least it costs. */
	readonly unknown: readonly string[];
	readonly components: readonly PresentedComponent[];
}

/** Presents what a deployment costs. */
export function presentCost(cost: Estimate, messages: Messages = en): PresentedCost {
	const components = cost.resources.flatMap(({ resource, components }) =>
		components.map((part) => presentComponent(resource, part, messages)),
	);
	const unknown = components.flatMap(({ kind, resource, component }) =>
		kind === 'unknown' ? [`${resource} ${component}`] : [],
	);
	const hourly = formatHourly(cost, messages);
	const monthly = formatMonthly(cost, messages);
	const lacking = unknown.length === 0 ? '' : ` (${messages.priceUnknownOf(messages.listed(unknown))})`;
	return {
		kind: 'cost',
		hourly,
		monthly,
		total: `${messages.total(hourly, monthly)}${lacking}`,
		unknown,
		components,
	};
}

function presentComponent(resource: string, part: Component, messages: Messages): PresentedComponent {
	const { kind, component, detail } = part;
	return { kind, resource, component, detail, ...priceTexts(part, messages) };
}

function priceTexts(
	part: Component,
	messages: Messages,
): Pick<PresentedComponent, 'hourly' | 'monthly' | 'source' | 'text'> {
	switch (part.kind) {
		case 'priced': {
			const hourly = formatMicros(part.hourly_micros, 4);
			const monthly = formatMicros(part.monthly_micros, 2);
			const source = messages.dated(part.source, part.date);
			return { hourly, monthly, source, text: messages.pricedPart(hourly, monthly, source) };
		}
		case 'usage': {
			const source = messages.dated(part.source, part.date);
			const monthly = messages.unitPrice(part.unit_price, part.unit);
			return {
				hourly: messages.byUsage,
				monthly,
				source,
				text: messages.usagePart(part.unit_price, part.unit, source),
			};
		}
		case 'free': {
			const { free } = messages;
			return { hourly: free, monthly: free, source: part.reason, text: messages.freePart(part.reason) };
		}
		case 'unknown': {
			const { unknown } = messages;
			const source = messages.lookedIn(part.reason, part.looked_in);
			return { hourly: unknown, monthly: unknown, source, text: messages.unknownPart(part.reason, part.looked_in) };
		}
	}
}
