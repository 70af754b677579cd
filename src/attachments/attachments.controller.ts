import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { P as CASES } from '../cases/cases.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { sendFile } from '../platform/http/send-file.js';
import { Form, type IncomingForm } from '../platform/http/incoming-form.js';
import { ChangePageOf, type ChangePage } from '../platform/http/change-page.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { AddAttachmentDto, AttachmentDto, AttachmentQuery, VoidAttachmentDto } from './attachment.dto.js';
import { AttachmentContentService } from './attachment-content.service.js';
import { AttachmentService } from './attachment.service.js';
import { AttachmentUploadService } from './attachment-upload.service.js';
import { P } from './attachments.problems.js';
import { MEDIA_TYPES } from './file-types.rules.js';

@ApiTags('attachments')
@Controller('v1')
export class AttachmentsController {
  constructor(
    private readonly attachments: AttachmentService,
    private readonly uploads: AttachmentUploadService,
    private readonly contents: AttachmentContentService,
  ) {}

  @Post('cases/:caseId/attachments')
  @Endpoint({
    summary: 'Attach a scan or photo of a paper to a case file',
    description:
      'One file a request: PDF, JPEG, PNG or DOCX, told by its content, which must be what was declared. The name of the file is not kept. With the same `Idempotency-Key` the same fields and the same content give the same answer.',
    permission: 'attachments.add',
    reach: 'file',
    answer: AttachmentDto,
    status: 201,
    unsafe: true,
    form: AddAttachmentDto,
    problems: [
      CASES.notFound,
      CASES.readOnly,
      P.typeNotAllowed,
      P.typeMismatch,
      P.foreignContent,
      P.broken,
      P.unsafeArchive,
      P.macros,
      P.outside,
      P.tooMany,
      P.uploadLost,
    ],
  })
  async attachToCase(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Form() form: IncomingForm,
  ): Promise<AttachmentDto> {
    return this.uploads.add(actor, { kind: 'case', id }, form);
  }

  @Get('cases/:caseId/attachments')
  @Endpoint({
    summary: 'List the attachments of a case file, newest first',
    permission: 'attachments.read',
    reach: 'file',
    answer: ChangePageOf(AttachmentDto),
    problems: [CASES.notFound],
  })
  async listCaseAttachments(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Query() query: AttachmentQuery,
  ): Promise<ChangePage<AttachmentDto>> {
    return this.attachments.list(actor, { kind: 'case', id }, query);
  }

  @Get('attachments/:attachmentId')
  @Endpoint({
    summary: 'Read what is known of an attachment',
    permission: 'attachments.read',
    reach: 'file',
    answer: AttachmentDto,
    problems: [P.notFound],
  })
  async getAttachment(
    @CurrentActor() actor: UserActor,
    @Param('attachmentId') id: string,
  ): Promise<AttachmentDto> {
    return this.attachments.read(actor, id);
  }

  @Get('attachments/:attachmentId/content')
  @Endpoint({
    summary: 'Download the content of an attachment',
    description:
      'Takes `Range` and `If-None-Match`; the ETag is the SHA-256 of the content. The header `Attachment-Status` says whether it was scanned for malware. What waits for its scan, is infected or was voided is not given out.',
    permission: 'attachments.read',
    reach: 'file',
    answer: { file: MEDIA_TYPES, parts: true },
    problems: [P.notFound, P.quarantined, P.infected, P.voided],
  })
  async downloadAttachment(
    @CurrentActor() actor: UserActor,
    @Param('attachmentId') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(request, reply, await this.contents.download(actor, id));
  }

  @Post('attachments/:attachmentId/void')
  @Endpoint({
    summary: 'Void an attachment that was added by mistake; it stays on record and is given out no more',
    permission: 'attachments.void',
    reach: 'kept',
    answer: AttachmentDto,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, CASES.readOnly, P.voidedByOthers, P.voided],
  })
  async voidAttachment(
    @CurrentActor() actor: UserActor,
    @Param('attachmentId') id: string,
    @SeenVersion() version: number,
    @Body() body: VoidAttachmentDto,
  ): Promise<AttachmentDto> {
    return this.attachments.void(actor, id, version, body);
  }
}
