import type { Component, Cost } from '../model/estimate.js';
import { noCost } from './total.js';

/** What a component adds to a price. One that is unknown adds nothing, and makes it incomplete. */
export function costOfComponent(component: Component): Cost {
	switch (component.kind) {
		case 'priced':
			return { hourly_micros: component.hourly_micros, monthly_micros: component.monthly_micros, complete: true };
		case 'free':
			return noCost;
		case 'usage':
			return { ...noCost, metered: true };
		case 'unknown':
			return { ...noCost, complete: false };
	}
}
