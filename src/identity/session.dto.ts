import { Flag, Instant, OneOf, Text, Uuid } from '../platform/http/fields.js';
import { ChangePageOf, ChangePageQuery } from '../platform/http/change-page.js';
import { SESSION_ENDINGS } from './identity.code-lists.js';
import type { ListedSession, SessionEnding } from './session.queries.js';

export class SessionQuery extends ChangePageQuery {
  @Flag({
    optional: true,
    example: false,
    description: 'Only those that have ended, or only those that live',
  })
  readonly ended?: boolean;
}

export class SessionDto {
  @Uuid()
  readonly id: string = '';

  @Text({
    max: 200,
    nullable: true,
    example: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
    description: 'What the program said of itself at the sign-in',
  })
  readonly device: string | null = null;

  @Instant({ example: '2026-07-02T08:00:00+07:00' })
  readonly createdAt: string = '';

  @Instant({ example: '2026-07-02T08:15:00+07:00', description: 'Sign-in or last refresh' })
  readonly lastUsedAt: string = '';

  @Instant({
    example: '2026-07-02T16:15:00+07:00',
    description: 'When it ended, or will end unless it is used again',
  })
  readonly endsAt: string = '';

  @Flag({ example: false })
  readonly ended: boolean = false;

  @OneOf(SESSION_ENDINGS, { name: 'SessionEnding', nullable: true, example: null })
  readonly ending: SessionEnding | null = null;

  @Flag({ description: 'The session that asks' })
  readonly current: boolean = false;
}

export const SessionPage = ChangePageOf(SessionDto);

export function toSessionDto(session: ListedSession, currentId: string): SessionDto {
  return {
    id: session.id,
    device: session.device,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    endsAt: session.endsAt.toISOString(),
    ended: session.ended,
    ending: session.ending,
    current: session.id === currentId,
  };
}
