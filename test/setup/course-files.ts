import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { decisionNumber } from './home-files.js';
import { requests } from './people-factory.js';
import { anApplication, aResident, apply } from './rehabilitation-factory.js';
import type { TestApp } from './test-app.js';
import { onDay, type VinhThuan } from './vinh-thuan.js';

/** Home rehabilitations that have begun, followed by the head of the police of the scene. */
export interface CourseFiles {
  /** In rehabilitation since 03/07/2026, of a person of its own. Moves legal time to 09:00 of the day, from then on. */
  underWay(today?: string): Promise<HomeRehabilitationDto>;
  /** Takes a step at the version that was seen; it has to be taken. */
  step(file: HomeRehabilitationDto, name: string, body: object): Promise<HomeRehabilitationDto>;
}

export function courseFiles(test: TestApp, scene: VinhThuan): CourseFiles {
  const token = scene.tokens.headOfPolice;
  const step: CourseFiles['step'] = async ({ id, version }, name, body) => {
    const path = `/v1/home-rehabilitations/${id}/${name}`;
    const answer = await requests(test).post(token, path, body).set('If-Match', `"${version}"`);
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as HomeRehabilitationDto;
  };
  return {
    step,
    underWay: async (today = '2026-08-10') => {
      await onDay(test, scene, '2026-07-02T09:00:00+07:00');
      const personId = await aResident(test, token, scene.unitId);
      const applied = await apply(test, token, anApplication({ personId }));
      const decision = { decidedAt: '2026-07-02T08:45:00+07:00', number: decisionNumber() };
      const decided = await step(applied, 'decision', decision);
      await onDay(test, scene, `${today}T09:00:00+07:00`);
      return step(decided, 'start', { startedAt: '2026-07-03T08:00:00+07:00' });
    },
  };
}
