import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import {
  CloseDayDto,
  CountDto,
  MovementDto,
  ReceiptDto,
  RecordedMovementDto,
  StockDayDto,
  StockDayQuery,
  StockLotDto,
  StockLotQuery,
  StockQuarterDto,
  StockQuarterQuery,
} from './stock.dto.js';
import { StockService } from './stock.service.js';

@ApiTags('doses')
@Controller('v1')
export class StockController {
  constructor(private readonly stock: StockService) {}

  @Post('stock-receipts')
  @Endpoint({
    summary: 'Enter what came of a lot',
    permission: 'stock.manage',
    reach: 'own-name',
    answer: RecordedMovementDto,
    status: 201,
    unsafe: true,
    problems: [P.lotDiffers, P.clientEventReused],
  })
  async receiveStock(
    @CurrentActor() actor: UserActor,
    @Body() body: ReceiptDto,
  ): Promise<RecordedMovementDto> {
    return this.stock.receive(actor, body);
  }

  @Post('stock-movements')
  @Endpoint({
    summary:
      'Enter what happened to a lot besides doses: spilled, sent back, destroyed; or void such an entry',
    permission: 'stock.manage',
    reach: 'site',
    answer: RecordedMovementDto,
    status: 201,
    unsafe: true,
    problems: [P.noSuchLot, P.notNameable, P.clientEventReused, P.witnessNotHere],
  })
  async moveStock(@CurrentActor() actor: UserActor, @Body() body: MovementDto): Promise<RecordedMovementDto> {
    return this.stock.move(actor, body);
  }

  @Post('stock-counts')
  @Endpoint({
    summary: 'Enter what was counted of a lot at the end of a day; a later count replaces it',
    permission: 'stock.manage',
    reach: 'site',
    answer: StockDayDto,
    status: 201,
    unsafe: true,
    problems: [P.noSuchLot, P.dayClosed],
  })
  async countStock(@CurrentActor() actor: UserActor, @Body() body: CountDto): Promise<StockDayDto> {
    return this.stock.count(actor, body);
  }

  @Get('stock-lots')
  @Endpoint({
    summary: 'List the lots of the own site',
    permission: 'stock.read',
    reach: 'site',
    answer: ChangeListOf(StockLotDto),
  })
  async listStockLots(
    @CurrentActor() actor: UserActor,
    @Query() query: StockLotQuery,
  ): Promise<ChangeList<StockLotDto>> {
    return this.stock.lots(actor, query);
  }

  @Get('stock-day')
  @Endpoint({
    summary: 'Balance a day of the own site, lot by lot: opening, changes, expected, counted, variance',
    permission: 'stock.read',
    reach: 'site',
    answer: StockDayDto,
  })
  async readStockDay(
    @CurrentActor() actor: UserActor,
    @Query() { day }: StockDayQuery,
  ): Promise<StockDayDto> {
    return this.stock.day(actor, day);
  }

  @Post('site-days')
  @Endpoint({
    summary: 'Close a day of the own site; what is entered later counts on a later day',
    description:
      'After the closing time of the site, or early with a reason; each lot that has something left was counted, and a difference is explained; the clinicians of the site hear of each lot that differs. With a difference somebody who gave no doses that day closes it; where nobody else could, it has the flag `one-person`.',
    permission: 'stock.close-day',
    reach: 'own-name',
    answer: StockDayDto,
    status: 201,
    unsafe: true,
    problems: [P.dayClosed, P.dayNotOver, P.stockNotCounted, P.varianceUnexplained, P.closesWhoGave],
  })
  async closeSiteDay(@CurrentActor() actor: UserActor, @Body() body: CloseDayDto): Promise<StockDayDto> {
    return this.stock.close(actor, body);
  }

  @Get('stock-quarter')
  @Endpoint({
    summary: 'Balance a quarter of the own site, lot by lot',
    permission: 'stock.read',
    reach: 'site',
    answer: StockQuarterDto,
  })
  async readStockQuarter(
    @CurrentActor() actor: UserActor,
    @Query() query: StockQuarterQuery,
  ): Promise<StockQuarterDto> {
    return this.stock.quarter(actor, query);
  }
}
