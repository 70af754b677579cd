import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Page } from '../../platform/http/page.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { BookPage, BookPath, BookQuery, BookTotalsDto, type BookLineDto } from './book.dto.js';
import { P } from './book.problems.js';
import { RegistrationBookService } from './book.service.js';

@ApiTags('rehabilitation')
@Controller('v1/organisations/:organisationId/registration-books/:year')
export class RegistrationBookController {
  constructor(private readonly books: RegistrationBookService) {}

  @Get('lines')
  @Endpoint({
    summary: 'Read the book of who registered for voluntary rehabilitation with a body in a year',
    description:
      'Mẫu 23 of NĐ 116/2021 (people’s committee, calendar year), Mẫu 21 of NĐ 163/2026 (commune police, 15/12 to 14/12). In the order of the entries, which keep their numbers; what was voided is struck out, and who is in a file that has left the reader’s sight is not told.',
    permission: 'rehabilitation.read',
    reach: 'organisation',
    answer: BookPage,
    problems: [HTTP.notFound, P.none],
  })
  async listRegistrationBookLines(
    @CurrentActor() actor: UserActor,
    @Param() path: BookPath,
    @Query() query: BookQuery,
  ): Promise<Page<BookLineDto>> {
    return this.books.lines(actor, path, query);
  }

  @Get('totals')
  @Endpoint({
    summary: 'Count who registered, who is in rehabilitation and who completed it, as the book closes with',
    permission: 'rehabilitation.read',
    reach: 'organisation',
    answer: BookTotalsDto,
    problems: [HTTP.notFound, P.none],
  })
  async getRegistrationBookTotals(
    @CurrentActor() actor: UserActor,
    @Param() path: BookPath,
  ): Promise<BookTotalsDto> {
    return this.books.totals(actor, path);
  }
}
