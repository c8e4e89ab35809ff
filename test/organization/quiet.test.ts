import { describeQuiet } from './quiet-suite.ts';

describeQuiet('a small company on Identity Engine', {
  seed: 11,
  people: 50,
  engine: 'identity',
  events: 3_000,
});
describeQuiet('a small company on Classic Engine', {
  seed: 12,
  people: 50,
  engine: 'classic',
  events: 3_000,
});
