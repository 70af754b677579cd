import { Module } from '@nestjs/common';
import { UnitService } from './unit.service.js';
import { Units } from './units.js';
import { UnitsController } from './units.controller.js';

/** Administrative units of every time, and what followed what. */
@Module({ controllers: [UnitsController], providers: [UnitService, Units], exports: [Units] })
export class UnitsModule {}
