import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { DosingEpisodePath } from '../interlock/doses.controller.js';
import {
  ChangedOrderDto,
  DoseOrderDto,
  DoseOrderPath,
  DoseOrderQuery,
  EndOrderDto,
  WriteOrderDto,
} from './dose-order.dto.js';
import { DoseOrderService } from './dose-order.service.js';

@ApiTags('doses')
@Controller('v1')
export class DoseOrdersController {
  constructor(private readonly orders: DoseOrderService) {}

  @Post('dosing-episodes/:episodeId/orders')
  @Endpoint({
    summary: 'Write an order: doses of a day by slot, from when to when, why',
    description:
      'It holds once it is approved. What a protocol does not say is not checked, and the answer tells.',
    permission: 'doses.prescribe',
    reach: 'site',
    answer: DoseOrderDto,
    status: 201,
    unsafe: true,
    problems: [P.notTreatedHere, P.outsideProtocol, P.prescriptionTooLong],
  })
  async writeDoseOrder(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Body() body: WriteOrderDto,
  ): Promise<DoseOrderDto> {
    return this.orders.write(actor, episodeId, body);
  }

  @Get('dosing-episodes/:episodeId/orders')
  @Endpoint({
    summary: 'List the orders of an episode, the latest first',
    permission: 'doses.read',
    reach: 'site',
    answer: ChangeListOf(DoseOrderDto),
    problems: [P.notTreatedHere],
  })
  async listDoseOrders(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Query() query: DoseOrderQuery,
  ): Promise<ChangeList<DoseOrderDto>> {
    return this.orders.list(actor, episodeId, query);
  }

  @Post('dose-orders/:orderId/approval')
  @Endpoint({
    summary: 'Approve an order: it holds, and the one before ends',
    description:
      'It is held anew against the protocol in force and the phase of the episode. Where that protocol asks for two people, another than the writer approves. One whose first day has passed is approved only where it was recorded late.',
    permission: 'doses.prescribe',
    reach: 'site',
    answer: ChangedOrderDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [
      ...[
        P.noSuchOrder,
        P.notTreatedHere,
        P.orderNotOpen,
        P.orderOverlaps,
        P.formerOrderHolds,
        P.bookingStands,
        P.ownOrder,
      ],
      ...[P.orderBegan, P.dosedOtherwise, P.outsideProtocol, P.prescriptionTooLong],
    ],
  })
  async approveDoseOrder(
    @CurrentActor() actor: UserActor,
    @Param() { orderId }: DoseOrderPath,
    @SeenVersion() version: number,
  ): Promise<ChangedOrderDto> {
    return this.orders.approve(actor, orderId, version);
  }

  @Post('dose-orders/:orderId/end')
  @Endpoint({
    summary: 'End an order early',
    permission: 'doses.prescribe',
    reach: 'site',
    answer: ChangedOrderDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [P.noSuchOrder, P.notTreatedHere, P.orderNotOpen, P.bookingStands],
  })
  async endDoseOrder(
    @CurrentActor() actor: UserActor,
    @Param() { orderId }: DoseOrderPath,
    @SeenVersion() version: number,
    @Body() body: EndOrderDto,
  ): Promise<ChangedOrderDto> {
    return this.orders.end(actor, orderId, version, body);
  }
}
