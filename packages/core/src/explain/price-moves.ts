import type { Change } from '../model/deployment.js';
import { machinePartsOf } from '../model/machine-part.js';
import { regionMoves } from './field-moves.js';
import { machineAlternatives } from './machine-alternatives.js';
import type { Edit } from './suggestion.js';
import { edited, measured, type Surroundings } from './surroundings.js';

/** Other machine types, and other regions of the project, where a resource whose price is not known in full has one. */
export function priceMoves({ address, before, after }: Change, surroundings: Surroundings): readonly Edit[][] {
	if (after === null || measured(after, surroundings).monthly_micros !== null) return [];
	const isPriced = (edits: readonly Edit[]) => measured(edited(after, edits), surroundings).monthly_micros !== null;
	const machines = machinePartsOf(after).flatMap((part) =>
		machineAlternatives(part, after.region, surroundings, () => true).map((name): Edit[] => [
			{ address, path: part.path, to: name },
		]),
	);
	const regions = before === null ? regionMoves(after, address, surroundings.project.regions, surroundings) : [];
	return [...machines, ...regions].filter(isPriced);
}
