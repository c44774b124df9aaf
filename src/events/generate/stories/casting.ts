/**
 * Who tells the next story. Weights are kept exactly, not on average: in every stretch of stories each key of the mix has
 * its share of them, so a short run already shows what a long one would. The actors of a group take turns in an order
 * of chance, each once before any a second time.
 */
import { type GroupedActor, actorNamed, actorsOf } from './actors/index.ts';
import type { GroupName } from './actor.ts';
import { type Knobs, orderedMix } from './knobs.ts';
import type { Random } from './random.ts';

interface Part {
  readonly weight: number;
  readonly actors: readonly GroupedActor[];
  /** The actors whose turn it was not yet. */
  deck: GroupedActor[];
  /** How much it is owed. */
  credit: number;
}

export class Casting {
  readonly #random: Random;
  readonly #mix: readonly Part[];
  readonly #cluster: Part;
  readonly #noise: number;
  #events = 0;
  #clusterEvents = 0;

  constructor({ mix, noise }: Pick<Knobs, 'mix' | 'noise'>, random: Random) {
    this.#random = random;
    this.#noise = noise;
    this.#cluster = part(1, actorsOf('cluster'));
    this.#mix = Object.entries(orderedMix(mix)).map(([key, weight]) => {
      const actor = actorNamed(key);
      return part(weight, actor === undefined ? actorsOf(key as GroupName) : [actor]);
    });
    // Where two are owed the same, chance decides; also at the very beginning.
    for (const each of this.#mix) each.credit = random.below(1000) / 1000;
  }

  next(): GroupedActor {
    const isQuiet = this.#clusterEvents < this.#noise * (this.#events + 1);
    return this.#turn(isQuiet ? this.#cluster : this.#owed());
  }

  /** How long the story of that actor became. */
  count(actor: GroupedActor, events: number): void {
    this.#events += events;
    if (actor.group === 'cluster') this.#clusterEvents += events;
  }

  #owed(): Part {
    const total = this.#mix.reduce((sum, { weight }) => sum + weight, 0);
    for (const each of this.#mix) each.credit += each.weight;
    const chosen = this.#mix.reduce((most, each) => (each.credit > most.credit ? each : most));
    chosen.credit -= total;
    return chosen;
  }

  #turn(of: Part): GroupedActor {
    if (of.deck.length === 0) of.deck = this.#random.sample(of.actors);
    return of.deck.pop()!;
  }
}

function part(weight: number, actors: readonly GroupedActor[]): Part {
  return { weight, actors, deck: [], credit: 0 };
}
