import { setTimeout as pause } from 'node:timers/promises';
import type { TestApp } from './test-app.js';

/** Moves legal time, as the demo does. The next sweep lets happen what has become due. */
export async function travelTo(test: TestApp, administrator: string, to: string): Promise<void> {
  await test.http().post('/v1/clock/travel').auth(administrator, { type: 'bearer' }).send({ to }).expect(200);
}

/** Asks again until the answer satisfies: for work that a job does in its own time. Fails with the last answer. */
export async function eventually<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`It did not happen; the last answer was ${JSON.stringify(answer)}`);
    await pause(50);
  }
}
