export { examples } from '../scenario/examples/index.ts';
