import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { endpointRules, type EndpointRules } from './endpoint.js';

export interface DeclaredRoute {
  readonly controller: string;
  readonly method: string;
  readonly rules: EndpointRules;
}

/** Reads every route's declaration; start-up fails on a route that says nothing, so that silence is never "open". */
@Injectable()
export class RouteCheck implements OnModuleInit {
  private found: readonly DeclaredRoute[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  get routes(): readonly DeclaredRoute[] {
    return this.found;
  }

  /** @throws Error for a route without `@Endpoint`, or with the method name of another */
  onModuleInit(): void {
    this.found = this.discovery.getControllers().flatMap((wrapper) => {
      const prototype = wrapper.metatype?.prototype as Record<string, unknown> | undefined;
      return prototype ? this.routesOf(wrapper.name, prototype) : [];
    });
    refuseDoubles(this.found);
  }

  private routesOf(controller: string, prototype: Record<string, unknown>): readonly DeclaredRoute[] {
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method];
      if (typeof handler !== 'function' || Reflect.getMetadata(PATH_METADATA, handler) === undefined)
        return [];
      const rules = endpointRules(handler);
      if (!rules) throw new Error(`${controller}.${method} does not say who may call it: add @Endpoint`);
      return [{ controller, method, rules }];
    });
  }
}

/** Method names are the operation ids of the document. */
function refuseDoubles(routes: readonly DeclaredRoute[]): void {
  const seen = new Set<string>();
  for (const { method, controller } of routes) {
    if (seen.has(method))
      throw new Error(`${controller}.${method}: another route has this method name already`);
    seen.add(method);
  }
}
