import type { Answer, SessionStatus } from '@portcullis/core';

const green = 0x2e9d5b;
const yellow = 0xd9a321;
const red = 0xc94040;
const grey = 0x80848e;
const blue = 0x4a7fd9;

/** The colour of a decision. */
export const answerColors: Readonly<Record<Answer, number>> = { allow: green, review: yellow, deny: red };

/** The colour of a session that is not open any more. */
export const statusColors: Readonly<Record<Exclude<SessionStatus, 'open'>, number>> = {
	deploying: blue,
	completed: green,
	failed: red,
	cancelled: grey,
	rejected: red,
	expired: grey,
	superseded: grey,
};

/** The colour of what only informs. */
export const plainColor = blue;

/** The colour of what is refused. */
export const refusedColor = red;
