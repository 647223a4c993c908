import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { Exchange, exchangeRequest, exchangeState } from './exchange.js';

const encoder = new TextEncoder();

const module = new URL('../../dist/evaluator/exchange.js', import.meta.url).href;

/** A thread that has the other side of an exchange. */
function thread(exchange: Exchange, program: string): void {
	const text = `
		const { workerData } = require('node:worker_threads');
		import('${module}').then(({ Exchange, exchangeState }) => {
			const exchange = new Exchange(workerData);
			${program}
		});`;
	const worker = new Worker(text, { eval: true, workerData: exchange.buffer });
	onTestFinished(async () => {
		await worker.terminate();
	});
}

/** One whose thread answers each request with its own second part, until that is empty. */
function echo(): Exchange {
	const exchange = new Exchange();
	const program = `
		exchange.reply(new Uint8Array());
		for (;;) {
			const { second } = exchange.next();
			if (second.length === 0) return exchange.end('nothing was asked');
			exchange.reply(second.slice());
		}`;
	thread(exchange, program);
	expect(exchange.waitWhile(exchangeState.starting, 30_000)).toBe(exchangeState.waiting);
	return exchange;
}

function ask(exchange: Exchange, bytes: Uint8Array): Uint8Array {
	exchange.ask(exchangeRequest.builtin, encoder.encode('name'), bytes);
	expect(exchange.waitWhile(exchangeState.asked, 30_000)).toBe(exchangeState.waiting);
	return exchange.answer();
}

test('every one of many requests is answered, with its own answer', () => {
	const exchange = echo();
	const wrong = [];
	for (let index = 1; index <= 20_000; index++) {
		exchange.ask(exchangeRequest.builtin, encoder.encode('name'), Uint8Array.of(index & 255, index >> 8));
		const state = exchange.waitWhile(exchangeState.asked, 5_000);
		const [low, high] = exchange.answer();
		if (state === exchangeState.waiting && low === (index & 255) && high === ((index >> 8) & 255)) continue;
		wrong.push(index);
		break;
	}
	expect(wrong).toEqual([]);
});

test('a wake-up that comes late, for the turn before, is not taken for an answer', () => {
	const exchange = new Exchange();
	const program = `
		const words = new Int32Array(workerData, 0, 1);
		for (let times = 0; times < 5; times++) {
			Atomics.wait(words, 0, exchangeState.asked, 50);
			Atomics.notify(words, 0);
		}
		exchange.reply(Uint8Array.of(1));`;
	exchange.ask(exchangeRequest.builtin, encoder.encode('name'), Uint8Array.of(1));
	thread(exchange, program);
	expect(exchange.waitWhile(exchangeState.asked, 30_000)).toBe(exchangeState.waiting);
});

test('a request that comes while the thread goes to sleep is not slept through', () => {
	const exchange = new Exchange();
	// As if the request came right after the first look.
	const program = `
		let looks = 0;
		const word = new Int32Array(workerData, 0, 1);
		const state = { get: () => (looks++ === 0 ? exchangeState.waiting : Atomics.load(word, 0)) };
		Object.defineProperty(exchange, 'state', state);
		exchange.reply(exchange.next().second.slice());`;
	exchange.ask(exchangeRequest.builtin, encoder.encode('name'), Uint8Array.of(1));
	thread(exchange, program);
	expect(exchange.waitWhile(exchangeState.asked, 3_000)).toBe(exchangeState.waiting);
});

test('the memory grows with what is asked, up to its limit', () => {
	const exchange = echo();
	const bytes = new Uint8Array(5_000_000).fill(7);
	expect(Buffer.compare(ask(exchange, bytes), bytes)).toBe(0);
	expect(ask(exchange, Uint8Array.of(1))).toEqual(Uint8Array.of(1));
	expect(() => exchange.ask(exchangeRequest.builtin, bytes, new Uint8Array(300_000_000))).toThrow(RangeError);
	expect(ask(exchange, Uint8Array.of(2))).toEqual(Uint8Array.of(2));
});

test('waiting ends at its limit, and a thread that ends says why', () => {
	const exchange = echo();
	expect(exchange.waitWhile(exchangeState.waiting, 20)).toBe(exchangeState.waiting);
	exchange.ask(exchangeRequest.builtin, encoder.encode('name'), new Uint8Array());
	expect(exchange.waitWhile(exchangeState.asked, 30_000)).toBe(exchangeState.ended);
	expect(new TextDecoder().decode(exchange.answer().slice())).toBe('nothing was asked');
});
