/** Every actor by name, in the order in which the page lists them. */
import type { Actor, GroupName } from '../actor.ts';
import { clusterActors } from './cluster.ts';
import { intruderActors } from './intruders.ts';
import { operatorActors } from './operators.ts';
import { workActors } from './work.ts';

const byGroup = {
  cluster: clusterActors,
  work: workActors,
  operators: operatorActors,
  intruders: intruderActors,
} as const satisfies Record<GroupName, Readonly<Record<string, Actor>>>;

export type ActorName = { [Group in GroupName]: keyof (typeof byGroup)[Group] & string }[GroupName];

export interface GroupedActor extends Actor {
  readonly name: ActorName;
  readonly group: GroupName;
}

export const actors: readonly GroupedActor[] = Object.entries(byGroup).flatMap(([group, table]) =>
  Object.entries(table).map(([name, actor]: [string, Actor]): GroupedActor => ({
    ...actor,
    name: name as ActorName,
    group: group as GroupName,
  })),
);

const byName = new Map<string, GroupedActor>(actors.map((actor) => [actor.name, actor]));

export function actorNamed(name: string): GroupedActor | undefined {
  return byName.get(name);
}

export function actorsOf(group: GroupName): readonly GroupedActor[] {
  return actors.filter((actor) => actor.group === group);
}
