import type { Catalogue, Clock, Gate, Templates } from '@portcullis/core';
import type { Client } from 'discord.js';
import type { Lobbies } from './lobbies.js';
import type { Log } from './log.js';
import type { Lookup } from './lookup.js';
import type { Recall } from './recall.js';

/** What commands and buttons work with. */
export interface Bot {
	readonly gate: Gate;
	readonly client: Client;
	readonly log: Log;
	readonly clock: Clock;
	readonly templates: Templates;
	readonly catalogue: Catalogue | null;
	/** The public messages of sessions. */
	readonly lobbies: Lobbies;
	/** Lists for what is offered while people type. */
	readonly lookup: Lookup;
	/** Requests that were only looked at or denied, for as long as their buttons can be pressed. */
	readonly recall: Recall;
}
