import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { answerOf } from './dosing-life.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

export interface Detoxification {
  /** Who records, and who decides. */
  readonly officer: string;
  readonly head: string;
  readonly day: string;
  /** Of the stage; what leads there comes in the half hour before. */
  readonly time: string;
  /** How long the decision says that it takes, under the law of 2021. */
  readonly months?: number;
}

/** Decides an application, begins the rehabilitation and, the same day, its stage b. */
export async function beginDetoxification(
  test: TestApp,
  file: HomeRehabilitationDto,
  { officer, head, day, time, months }: Detoxification,
): Promise<HomeRehabilitationDto> {
  const moment = new Date(`${day}T${time}:00+07:00`).getTime();
  const before = (minutes: number): string => new Date(moment - minutes * 60_000).toISOString();
  let now = file;
  const step = async (token: string, name: string, body: object): Promise<void> => {
    const asked = requests(test).post(token, `/v1/home-rehabilitations/${now.id}/${name}`, body);
    now = await answerOf(asked.set('If-Match', `"${now.version}"`));
  };
  const term = months === undefined ? {} : { startsOn: day, months };
  await step(head, 'decision', { decidedAt: before(20), number: '21/QĐ', ...term });
  await step(officer, 'start', { startedAt: before(10) });
  await step(officer, 'stages', { stage: 'detoxification', at: before(0) });
  return now;
}
