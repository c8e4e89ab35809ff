import { test } from 'vitest';
test('m', async () => { process.argv = ['', '', ...(process.env.ARGS ?? '').split(' ')]; await import('/tmp/r/measure.ts'); }, 600000);
