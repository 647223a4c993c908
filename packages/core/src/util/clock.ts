/** Tells the time, in milliseconds since 1970. */
export type Clock = () => number;

/** Makes an id that nobody can guess and no two share: 128 bits or more. */
export type NewId = () => string;
