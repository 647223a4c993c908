import type { Catalogue } from '../contracts/catalogue.js';
import type { OwnPrice, PriceOverlay } from '../model/price-overlay.js';
import { type Problem, problem } from '../model/problem.js';
import { nearest } from '../util/nearest.js';

/**
 * Holds prices of a tenant's own to a catalogue. One for a type or a region that the catalogue has not heard of would
 * never be found, and what it was meant for would be priced otherwise in silence: it is taken for mistyped, unless it
 * says `new: true`.
 */
export function overlayProblems({ prices }: PriceOverlay, catalogue: Catalogue): Problem[] {
	return prices.flatMap((price, index) => {
		const found: Problem[] = [];
		const { provider, service, type, region } = price;
		const newType = !isKnownType(price, catalogue);
		const newRegion = region !== '*' && !catalogue.regions(provider).includes(region);
		const wrong = (field: string, message: string, received: unknown) =>
			found.push(problem(['prices', index, field], message, received));
		if (price.new === true) {
			if (!newType && !newRegion) wrong('new', 'must be left out: the catalogue knows this type and this region', true);
			return found;
		}
		if (newType) wrong('type', fault(service, type, provider, typesOf(price, catalogue)), type);
		if (newRegion) wrong('region', fault('region', region, provider, catalogue.regions(provider)), region);
		return found;
	});
}

function isKnownType({ provider, service, type, region, engine }: OwnPrice, catalogue: Catalogue): boolean {
	if (service === 'vm' || service === 'database') return catalogue.machineType(provider, type, service) !== undefined;
	const types = catalogue.types?.(provider, service);
	if (types !== undefined) return types.includes(type);
	// A catalogue that does not list them knows what it has a price of.
	const query = { provider, service, type, region };
	return catalogue.price(engine === undefined ? query : { ...query, engine }).kind !== 'unknown';
}

function typesOf({ provider, service }: OwnPrice, catalogue: Catalogue): readonly string[] {
	if (service === 'vm' || service === 'database') return catalogue.machineTypes(provider, service);
	return catalogue.types?.(provider, service) ?? [];
}

function fault(what: string, name: string, provider: string, candidates: readonly string[]): string {
	const close = nearest(name, candidates);
	const hint = close.length === 0 ? '' : `; did you mean ${close.join(' or ')}?`;
	return `is no ${what} of ${provider} that the catalogue knows (one that is new says so with new: true)${hint}`;
}
