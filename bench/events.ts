/** Many events from the built-in story: the same shapes, other processes. */
import { examples } from '../src/scenario/examples/index.ts';

const story = examples[0]!.scenario();

export const seedRule = story.rule.query;

export function manyEvents(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const { text } = story.events[i % story.events.length]!;
    return text.replace(/"pid":\s*(\d+)/, (_whole, pid: string) => `"pid":${Number(pid) + i}`);
  });
}
