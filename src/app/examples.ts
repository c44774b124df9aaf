/** The built-in scenarios, for the menu that offers them. */
export { examples } from '../scenario/examples/index.ts';
