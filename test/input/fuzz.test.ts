import { test } from 'vitest';
import { fuzz } from './fuzz.ts';

test('files of every format, cut, flipped and spliced, are read with all records accounted for', {
  timeout: 120_000,
}, async () => {
  await fuzz(250, 20_231_002);
});
