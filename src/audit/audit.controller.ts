import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangePageOf, type ChangePage } from '../platform/http/change-page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { AuditEventDto, AuditQuery } from './audit-event.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Controller('v1/audit-events')
export class AuditController {
  constructor(private readonly auditService: AuditService) {}

  @Get()
  @Endpoint({
    summary: 'List who did what in the own line of supervision, newest first',
    description: 'Subjects that one does not see oneself are not named, and no detail is told of them.',
    permission: 'audit.read',
    reach: 'organisation',
    answer: ChangePageOf(AuditEventDto),
  })
  async listAuditEvents(
    @CurrentActor() actor: UserActor,
    @Query() query: AuditQuery,
  ): Promise<ChangePage<AuditEventDto>> {
    return this.auditService.list(actor, query);
  }
}
