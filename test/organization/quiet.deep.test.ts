import { describeQuiet } from './quiet-suite.ts';

describeQuiet('a company on Identity Engine', {
  seed: 21,
  people: 250,
  engine: 'identity',
  events: 60_000,
});
describeQuiet('a company on Classic Engine', {
  seed: 22,
  people: 250,
  engine: 'classic',
  events: 60_000,
});
