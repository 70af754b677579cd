import { dateOnly, type DateOnly } from '../../src/law/date.js';
import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { UNIT_CHANGE } from '../../src/unit-changes/unit-change.jobs.js';
import { UnitChangeRun } from '../../src/unit-changes/unit-change-run.js';
import type { UnitChangeDto } from '../../src/unit-changes/unit-change.dto.js';
import { seedUser, signIn } from './factories.js';
import { registerPerson, requests } from './people-factory.js';
import { anApplication, apply } from './rehabilitation-factory.js';
import { createTestApp, type TestApp } from './test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from './vinh-thuan.js';

export const ENTERED_ON = '2026-07-02T10:00:00+07:00';

/** xã Vĩnh Thuận and its neighbour on 02/07/2026, without a worker beside, and what is done to them. */
export class UnitChangeScene {
  private constructor(
    readonly test: TestApp,
    readonly at: VinhThuan,
  ) {}

  static async arrange(): Promise<UnitChangeScene> {
    const test = await createTestApp({ APP_ROLE: 'api' });
    const scene = new UnitChangeScene(test, await arrangeVinhThuan(test));
    await scene.on(ENTERED_ON);
    return scene;
  }

  on(instant: string): Promise<void> {
    return onDay(this.test, this.at, instant);
  }

  async owner<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.test.database.owner.query<Row>(sql, parameters)).rows;
  }

  send(path: string, body: object) {
    return requests(this.test).post(this.at.tokens.administrator, path, body);
  }

  async read<T = UnitChangeDto>(path: string): Promise<T> {
    const answer = await requests(this.test).get(this.at.tokens.administrator, path).expect(200);
    return answer.body as T;
  }

  try(change: object) {
    const act = 'Nghị quyết 77/NQ-UBTVQH16';
    return this.send('/v1/unit-changes', { act, handoverUntil: '2026-12-31', ...change });
  }

  async enter(change: object): Promise<UnitChangeDto> {
    return (await this.try(change).expect(201)).body as UnitChangeDto;
  }

  async ask({ id }: UnitChangeDto): Promise<void> {
    await this.send(`/v1/unit-changes/${id}/run`, {}).expect(202);
  }

  again({ id }: UnitChangeDto): Promise<UnitChangeDto> {
    return this.read(`/v1/unit-changes/${id}`);
  }

  correct({ id }: UnitChangeDto, body: object) {
    return this.send(`/v1/unit-changes/${id}/correction`, { reason: 'Nhập nhầm', ...body });
  }

  work(): Promise<void> {
    return this.test.app.get(UnitChangeRun).run({}, UNIT_CHANGE);
  }

  async settle(): Promise<void> {
    await this.work();
    await this.test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
    await this.work();
  }

  async done(change: object): Promise<UnitChangeDto> {
    const entered = await this.enter(change);
    await this.ask(entered);
    await this.settle();
    return this.again(entered);
  }

  /** A division of xã Vĩnh Thuận into east and west. */
  division(main: 'Đông' | 'Tây' | null, effectiveOn = '2026-07-02'): object {
    const successors = ['Đông', 'Tây'].map((side) => ({
      name: `Xã Vĩnh Thuận ${side}`,
      main: side === main,
    }));
    return { kind: 'split', effectiveOn, units: [{ unitId: this.at.unitId }], successors };
  }

  merger(effectiveOn: string): object {
    return {
      ...{ kind: 'merge', effectiveOn, successors: [{ name: 'Xã Vĩnh Thuận Bình', code: '31069' }] },
      units: [{ unitId: this.at.unitId }, { unitId: this.at.neighbourUnitId }],
    };
  }

  async file(
    token = this.at.tokens.headOfPolice,
    unitId = this.at.unitId,
    fromOn: DateOnly = dateOnly('2025-07-01'),
  ): Promise<HomeRehabilitationDto> {
    const address = { kind: 'current', unitId, detail: 'Ấp Kinh 1', fromOn } as const;
    const { id: personId } = await registerPerson(this.test, token, { addresses: [address] });
    return apply(this.test, token, anApplication({ personId }));
  }

  async headOf(organisationId: number): Promise<string> {
    return signIn(
      this.test,
      await seedUser(this.test.database.owner, { organisationId, roles: ['head-of-commune-police'] }),
    );
  }

  async named(name: string): Promise<number> {
    return (
      (await this.owner<{ id: number }>('select id from organisation where name = $1', [name]))[0]?.id ?? 0
    );
  }

  async unitNamed(name: string): Promise<number> {
    const sql = 'select id from unit where name = $1 and valid_to is null order by id desc';
    return (await this.owner<{ id: number }>(sql, [name]))[0]?.id ?? 0;
  }

  async keeperOf({ id }: { readonly id: string }): Promise<string | undefined> {
    const sql =
      'select o.name from case_file f join organisation o on o.id = f.keeper_organisation_id where f.id = $1';
    return (await this.owner<{ name: string }>(sql, [id]))[0]?.name;
  }

  close(): Promise<void> {
    return this.test.close();
  }
}
