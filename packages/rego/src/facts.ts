/** A place in a source, from 1. */
export interface Place {
	readonly file: string;
	readonly row: number;
	readonly column: number;
}

/** One METADATA block as OPA read it; see `opa/facts.go`. */
export interface AnnotationFact {
	readonly scope: 'package' | 'subpackages' | 'document' | 'rule';
	readonly package: readonly string[];
	readonly path: string;
	readonly at: Place;
	readonly annotations: {
		readonly title?: string;
		readonly description?: string;
		readonly custom?: Readonly<Record<string, unknown>>;
		readonly [other: string]: unknown;
	};
}

/** A name or path with every place that uses it. */
export interface UseFact {
	readonly name: string;
	readonly path?: readonly string[];
	readonly at: readonly Place[];
}

/** One file and its rules; see `opa/facts.go`. */
export interface FileFact {
	readonly file: string;
	readonly package: readonly string[];
	readonly at: Place;
	readonly imports: readonly string[];
	readonly rules: readonly {
		readonly ref: string;
		readonly name: string;
		readonly kind: 'function' | 'set' | 'object' | 'value';
		readonly default?: boolean;
		readonly at: Place;
	}[];
}

/** What sources say about themselves; see `opa/facts.go`. */
export interface Facts {
	readonly files: readonly FileFact[];
	readonly annotations: readonly AnnotationFact[];
	readonly builtins: readonly UseFact[];
	readonly data: readonly UseFact[];
}
