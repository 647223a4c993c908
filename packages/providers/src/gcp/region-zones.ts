// By letter, where they are not a, b and c.
const letters: ReadonlyMap<string, string> = new Map([
	['us-central1', 'abcf'],
	['us-east1', 'bcd'],
	['europe-west1', 'bcd'],
]);

/** The zones of a region, from Google's page "Regions and zones": https://cloud.google.com/compute/docs/regions-zones */
export function regionZones(region: string): readonly string[] {
	return [...(letters.get(region) ?? 'abc')].map((letter) => `${region}-${letter}`);
}
