import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { AttachmentContentService } from './attachment-content.service.js';
import { AttachmentScanning } from './attachment-scanning.js';
import { AttachmentService } from './attachment.service.js';
import { AttachmentSubjects } from './attachment-subjects.js';
import { AttachmentUploadService } from './attachment-upload.service.js';
import { AttachmentVault } from './attachment-vault.js';
import { Attachments } from './attachments.js';
import { AttachmentsController } from './attachments.controller.js';
import { ClamdScanner } from './clamd-scanner.js';
import { FileIntake } from './file-intake.js';
import { SCANNER, type Scanner } from './scanner.js';
import { Uploads } from './uploads.js';

@Module({
  imports: [CasesModule],
  controllers: [AttachmentsController],
  providers: [
    AttachmentContentService,
    AttachmentScanning,
    AttachmentService,
    AttachmentSubjects,
    AttachmentUploadService,
    AttachmentVault,
    Attachments,
    FileIntake,
    Uploads,
    { provide: SCANNER, inject: [CONFIG], useFactory: scannerOf },
  ],
})
export class AttachmentsModule {}

function scannerOf({ files }: Config): Scanner | null {
  return files.clamavUrl === null ? null : new ClamdScanner(files.clamavUrl);
}
