/** A request as it was typed: what of it is right is the gate's to say. */
export interface TypedRequest {
	readonly action: string;
	readonly project: string;
	readonly reason?: string | undefined;
	readonly resources: readonly unknown[];
}
