/** For expect.poll: long enough for a busy machine, and no longer than it takes on any other. */
export const patiently = { timeout: 10_000 };
