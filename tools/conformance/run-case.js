import { createFullEvaluator, EvaluationError } from '@portcullis/rego';
import { writeLossless } from './lossless-json.js';

/** The moment that counts as now, for cases that ask for it. */
const NOW = Date.UTC(2026, 10, 24, 12);

const encoder = new TextEncoder();

/**
 * Compiles the query of a case to WebAssembly, evaluates it with the full evaluator and compares as OPA's own test does
 * (v1/topdown/exported_test.go).
 *
 * @param call asks the toolbox
 * @returns nothing where the case passes, or what came instead
 */
export async function runCase(call, given) {
	const outcome = await evaluateCase(call, given);
	if (given.want_error_code === undefined && given.want_error === undefined) {
		if (outcome.kind === 'error') return `${outcome.code}: ${outcome.message}`;
		return (await equal(call, given, outcome.text)) ? undefined : `the result is ${outcome.text}`;
	}
	const wanted = `${given.want_error_code ?? ''} ${given.want_error ?? ''}`.trim();
	if (outcome.kind === 'result') return `no error (${wanted}), but ${outcome.text}`;
	if (given.want_error_code !== undefined && outcome.code !== given.want_error_code) {
		return `not ${wanted}, but ${outcome.code}: ${outcome.message}`;
	}
	// A conflict is told in WebAssembly by other words and without the name of the rule: its code must do.
	if (outcome.code === 'eval_conflict_error' || outcome.message.includes(withoutPlace(given.want_error ?? ''))) return;
	return `not ${wanted}, but ${outcome.code}: ${outcome.message}`;
}

/** OPA puts place and code before the words of an error; here they are fields, and a built-in knows no place. */
function withoutPlace(words) {
	return words.replace(/^\S+\.rego:\d+: /, '').replace(/^eval_\w+: /, '');
}

async function evaluateCase(call, given) {
	const compiled = await call('compileQuery', {
		sources: (given.modules ?? []).map((text, index) => ({ path: `test-${index}.rego`, text })),
		query: given.query,
		experimentalKeywords: given.experimental_keywords ?? false,
	});
	if (compiled.kind === 'refused') return { kind: 'error', ...compiled.errors[0] };
	let evaluator;
	try {
		evaluator = await createFullEvaluator({
			wasm: compiled.attachments[compiled.result.wasm],
			entrypoint: 'eval',
			data: encoder.encode(writeLossless(given.data ?? {})),
			now: () => NOW,
			strictBuiltinErrors: given.strict_error ?? false,
		});
		return { kind: 'result', text: evaluator.evaluateText(await inputOf(call, given)) };
	} catch (error) {
		if (!(error instanceof EvaluationError)) throw error;
		return { kind: 'error', code: error.opaCode ?? error.code, message: error.message };
	} finally {
		await evaluator?.close();
	}
}

async function inputOf(call, given) {
	if (given.input_term === undefined) {
		return given.input === undefined ? undefined : encoder.encode(writeLossless(given.input));
	}
	const reply = await call('value', { term: given.input_term });
	if (reply.kind === 'refused') throw new Error(`${given.id}: ${reply.errors[0].message}`);
	return reply.attachments[reply.result.value];
}

/** OPA compares itself: sets count as the lists that JSON makes of them, and numbers as what they are worth. */
async function equal(call, given, text) {
	const value = given.sort_bindings ? 'sort(value)' : 'value';
	const named = given.ignore_generated_vars ? 'not startswith(name, "__localq")' : 'true';
	const reply = await call('evaluate', {
		sources: [],
		inputTerm: `{"got": ${text}, "want": ${writeLossless(given.want_result)}}`,
		query: `rows := json.unmarshal(json.marshal(input.got))
			got := {{name: ${value} | some name, value in row; ${named}} | some row in rows}
			want := {row | some row in input.want}
			got == want`,
		imports: ['rego.v1'],
	});
	if (reply.kind === 'refused') return false;
	const [{ result }] = reply.result.evaluations;
	return result !== undefined && JSON.parse(new TextDecoder().decode(reply.attachments[result])).length > 0;
}
