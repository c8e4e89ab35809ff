/**
 * What a run may remember in memory unless told otherwise, in bytes; more spills to a temporary file. Beside it stand the
 * program, what findings are ranked by and joined by, both bounded, and some 200 bytes for each finding. With twice or four times as
 * much a scan of 200,000 events was no faster.
 */
export const usualBudget = 32 * 1024 ** 2;
