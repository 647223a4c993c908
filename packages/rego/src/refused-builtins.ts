import type { RegoErrorDetail } from './rego-error.js';

/** Built-ins that reach outside of the input and the data: the same decision could not be made again. */
export const REFUSED_BUILTINS: readonly string[] = ['http.send', 'net.lookup_ip_addr', 'opa.runtime', 'rand.intn'];

/**
 * The compiler is given an OPA without these built-ins, so that no way of naming one gets past it. Its
 * answer is put into words that say why: an undefined function for a call, an unknown variable (`http`)
 * where `with` would put the built-in in the place of another function.
 */
export function explainRefusedBuiltin(error: RegoErrorDetail): RegoErrorDetail {
	const name = REFUSED_BUILTINS.find(
		(builtin) =>
			error.message === `undefined function ${builtin}` ||
			(error.code === 'rego_unsafe_var_error' && error.line?.startsWith(builtin, error.column - 1)),
	);
	if (name === undefined) return error;
	const message = `${name} reaches outside of the decision, which could then not be made again`;
	return { ...error, code: 'rego_refused_builtin', message };
}
