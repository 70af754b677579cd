import { addDays, type DateOnly } from '../law/date.js';
import { viDate } from '../law/date-text.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { OWN_BODY } from '../platform/security/own-body.problems.js';
import type { OrganisationRow } from './organisations.js';

type Body = Pick<OrganisationRow, 'id' | 'name' | 'validTo'>;

/**
 * @param successor who carries on for it on that day, where one body does
 * @returns what to tell the body's staff when they enter something; null while it stands
 */
export function endedProblem(own: Body, successor: Body | null, today: DateOnly): Problem | null {
  if (own.validTo === null || own.validTo >= today) return null;
  const since = addDays(own.validTo, 1);
  return problem(OWN_BODY.ended, {
    detail: {
      vi: `{own} đã kết thúc từ {sinceVi}; ${successor ? '{successor} tiếp nhận' : 'chưa ghi một cơ quan tiếp nhận toàn bộ'}. Hãy đề nghị quản trị hệ thống chuyển tài khoản của anh chị`,
      en: `{own} ended on {since}; ${successor ? '{successor} took over' : 'no single body is recorded as having taken over'}. Ask the administrator to move your account`,
    },
    parameters: { own: own.name, since, sinceVi: viDate(since), successor: successor?.name ?? '' },
    extensions: {
      organisationId: own.id,
      endedOn: own.validTo,
      successor: successor ? { id: successor.id, name: successor.name } : null,
    },
  });
}
