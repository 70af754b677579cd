import type { DateOnly } from '../law/date.js';
import type { InstrumentKey } from '../law/instruments.js';
import type { Procedure } from '../law/procedures.js';
import { ChangeListQuery } from '../platform/http/change-list.js';
import { Day, OneOf } from '../platform/http/fields.js';
import { INSTRUMENT_KEYS, PROCEDURE_KEYS } from './law.code-lists.js';

export class LawQuery extends ChangeListQuery {
  @Day({
    optional: true,
    example: '2026-07-02',
    description: 'What applied on this day; all versions unless told',
  })
  readonly asOf?: DateOnly;
}

export class DeadlineRuleQuery extends LawQuery {
  @OneOf(PROCEDURE_KEYS, { name: 'Procedure', optional: true, example: 'home-rehabilitation' })
  readonly procedure?: Procedure;
}

export class StatutoryFormQuery extends LawQuery {
  @OneOf(INSTRUMENT_KEYS, { name: 'InstrumentKey', optional: true, example: 'nd-163-2026' })
  readonly instrument?: InstrumentKey;
}
