/** Evaluates a bundle's entrypoint. What it cannot evaluate it throws: an absent answer is never an empty one. */
export interface Evaluator {
	/**
	 * @param input a JSON document in UTF-8
	 * @returns the document of the entrypoint: an object
	 * @throws PortcullisError `POLICY_FAILED` for whatever goes wrong, with the evaluator's own words
	 */
	evaluate(input: Uint8Array): Readonly<Record<string, unknown>>;
}
