export { product } from '../input/product.ts';
