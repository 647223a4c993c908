/** How what judging a plan came to can be written. */
export const checkFormats = ['pretty', 'json', 'junit', 'sarif', 'github', 'markdown'] as const;

/** One way to write what judging a plan came to. */
export type CheckFormat = (typeof checkFormats)[number];
