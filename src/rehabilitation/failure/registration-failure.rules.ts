import { dateOnly, legalDayOf } from '../../law/date.js';
import { viDate } from '../../law/date-text.js';
import { explain, step, type Explanation } from '../../law/explanation.js';
import type { RegistrationLimit } from '../voluntary/voluntary.rules.js';

/**
 * The limit with the sentence that it passed without a registration: evidence, so it says what was found, when, and in
 * what. The program knows the files that the body may see; a registration elsewhere it does not tell of to anybody.
 */
export function failureExplanation({ explanation, dueAt }: RegistrationLimit, foundAt: Date): Explanation {
  const on = legalDayOf(foundAt);
  const passed = step(
    `Theo các hồ sơ mà cơ quan ghi nhận được xem, đến ngày ${viDate(on)} chưa có đăng ký cai nghiện tự nguyện, chưa có đăng ký điều trị thay thế trong thời hạn; thời hạn đã hết lúc ${vietnamTime(dueAt)}.`,
    `In the files that the recording body may see, neither voluntary rehabilitation nor substitution treatment was registered in time by ${on}; the time limit ended at ${dueAt.toISOString()}.`,
  );
  return explain({ ...explanation, steps: [...explanation.steps, passed] });
}

function vietnamTime(instant: Date): string {
  const local = new Date(instant.getTime() + 7 * 3_600_000).toISOString();
  return `${local.slice(11, 16)} ngày ${viDate(dateOnly(local.slice(0, 10)))}`;
}
