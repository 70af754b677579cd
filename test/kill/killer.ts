import { setTimeout as pause } from 'node:timers/promises';
import type { Victim } from './victim.js';

/** The same numbers for the same seed, so that a run comes back. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Kills one after another at random moments and starts each again after a while; everybody is killed in turn. */
export class Killer {
  readonly killed: string[] = [];
  private round: Victim[] = [];

  constructor(
    private readonly victims: readonly Victim[],
    private readonly random: () => number,
  ) {}

  async kill(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await pause(this.random() * 1500);
      const victim = this.next();
      await victim.kill();
      this.killed.push(victim.name);
      await pause(this.random() * 1000);
      await victim.revive();
    }
  }

  private next(): Victim {
    if (this.round.length === 0) this.round = [...this.victims];
    const [victim] = this.round.splice(Math.floor(this.random() * this.round.length), 1);
    if (!victim) throw new Error('There is nobody to kill');
    return victim;
  }
}
