export { product } from '../input/package-version.ts';
