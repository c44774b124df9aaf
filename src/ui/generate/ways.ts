/** The ways to make events, each a tab of the dialog: a line here is all that a new one needs. */
import type { ComponentType } from 'react';
import { RuleWay } from './RuleWay.tsx';
import { StoriesWay } from './StoriesWay.tsx';

export interface WayProps {
  /** Closes the dialog: the events are on their way. */
  readonly close: () => void;
}

interface Way {
  readonly value: string;
  readonly title: string;
  /** Lays out a `DialogBody` and a `DialogFoot`. Is not there while another tab is shown. */
  readonly Content: ComponentType<WayProps>;
}

export const ways: readonly [Way, ...Way[]] = [
  { value: 'stories', title: 'Stories', Content: StoriesWay },
  { value: 'rule', title: 'For this rule', Content: RuleWay },
];
