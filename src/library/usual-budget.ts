/** What a run may remember in memory unless told otherwise, in bytes; more spills to a temporary file. */
export const usualBudget = 512 * 1024 ** 2;
