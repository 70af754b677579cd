import { Module } from '@nestjs/common';
import { Calendar } from './calendar.js';

/** The law over HTTP, and what years decide about it. */
@Module({ providers: [Calendar], exports: [Calendar] })
export class LegalReferenceModule {}
